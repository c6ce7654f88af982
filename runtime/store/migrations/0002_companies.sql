-- Which company group of the ERP a coligada of RM is: the field «Código Externo» of its record. A coligada without one is no target.
CREATE TABLE depara_coligada (
    application        {key} NOT NULL,
    coligada           {integer} NOT NULL CHECK (coligada > 0),
    company_group      {key} NOT NULL,
    PRIMARY KEY (application, coligada)
){strict};

-- Which branch of the ERP, in full width, a filial of a coligada is.
CREATE TABLE depara_filial (
    application        {key} NOT NULL,
    coligada           {integer} NOT NULL,
    filial             {integer} NOT NULL,
    branch             {key} NOT NULL,
    PRIMARY KEY (application, coligada, filial),
    FOREIGN KEY (application, coligada) REFERENCES depara_coligada (application, coligada)
){strict};
