-- The last number that was given to a code. A sequence belongs to a field of a table, whatever profile the messages travel in: codes of two
-- profiles stand in one table.
CREATE TABLE depara_sequence (
    system_name        {key} NOT NULL,
    table_name         {key} NOT NULL,
    field              {key} NOT NULL,
    coligada           {integer} NOT NULL,
    last_number        {integer} NOT NULL,
    PRIMARY KEY (system_name, table_name, field, coligada)
){strict};
