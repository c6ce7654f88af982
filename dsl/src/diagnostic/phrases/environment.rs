//! What the checks of an installation say.

phrases! {
    GROUPED_LEVELS = "table `{table}` is shared as `{mode}`, which is none of the three forms that RM knows",
        "a tabela `{table}` está compartilhada como `{mode}`, que não é nenhuma das três formas que o RM conhece";
    NO_FORM = "no form of RM", "nenhuma forma do RM";
    FORMS_BY_COMPANY = "most tables take the company as the coligada of RM: global is `CCC`, exclusive by company `ECC`, exclusive by branch `EEE`",
        "a maioria das tabelas usa a empresa como coligada do RM: global é `CCC`, exclusivo por empresa `ECC`, exclusivo por filial `EEE`";
    FORMS_BY_UNIT = "most tables take company and unit as the coligada of RM: global is `CCC`, exclusive by company `EEC`, exclusive by branch `EEE`",
        "a maioria das tabelas usa empresa e unidade como coligada do RM: global é `CCC`, exclusivo por empresa `EEC`, exclusivo por filial `EEE`";
    FORMS_BY_GROUP = "most tables take the group as the coligada of RM: all levels are shared, or all are exclusive",
        "a maioria das tabelas usa o grupo como coligada do RM: todos os níveis são compartilhados, ou todos são exclusivos";
    FORMS_OF_COMPANY = "the environment says that the coligada of RM is the company: global is `CCC`, exclusive by company `ECC`, exclusive by branch `EEE`",
        "o ambiente diz que a coligada do RM é a empresa: global é `CCC`, exclusivo por empresa `ECC`, exclusivo por filial `EEE`";
    FORMS_OF_UNIT = "the environment says that the coligada of RM is company and unit: global is `CCC`, exclusive by company `EEC`, exclusive by branch `EEE`",
        "o ambiente diz que a coligada do RM é empresa e unidade: global é `CCC`, exclusivo por empresa `EEC`, exclusivo por filial `EEE`";
    FORMS_OF_GROUP = "the environment says that the coligada of RM is the group: all levels are shared, or all are exclusive",
        "o ambiente diz que a coligada do RM é o grupo: todos os níveis são compartilhados, ou todos são exclusivos";

    MORE_SHARED = "table `{table}` is shared as `{mode}`, more than `{master}` whose movements it holds",
        "a tabela `{table}` está compartilhada como `{mode}`, mais do que `{master}`, de que guarda os movimentos";
    TOO_SHARED = "too shared", "compartilhada demais";
    MOVEMENT_OF = "movements of `{master}`", "movimentos de `{master}`";
    MASTER_MODE = "`{master}` is `{mode}`", "`{master}` é `{mode}`";
    MORE_SHARED_HELP = "make `{table}` at least as exclusive as its records: `{mode}`",
        "torne `{table}` ao menos tão exclusiva quanto os registros: `{mode}`";

    MODE_NOT_ALLOWED = "table `{table}` is shared as `{mode}`, which its mapping does not allow",
        "a tabela `{table}` está compartilhada como `{mode}`, o que o mapeamento não permite";
    NOT_ALLOWED = "not allowed", "não permitido";
    ALLOWED_HERE = "what is allowed", "o que é permitido";
    WHAT_IS_ALLOWED = "what fits: {fits}, for company, unit and branch; `E` is exclusive, `C` is shared",
        "o que cabe: {fits}, para empresa, unidade e filial; `E` é exclusivo, `C` é compartilhado";

    MODE_NOT_RECOMMENDED = "table `{table}` is shared as `{mode}`, which is not what its mapping recommends",
        "a tabela `{table}` está compartilhada como `{mode}`, que não é o que o mapeamento recomenda";
    NOT_RECOMMENDED = "not recommended", "não recomendado";
    RECOMMENDED_HERE = "`{mode}` is recommended", "recomenda-se `{mode}`";
    RECOMMENDED_HELP = "where the mode is meant, add a line `sharing allowed …` to `table {table}`",
        "se o modo é intencional, acrescente uma linha `sharing allowed …` a `table {table}`";

    NO_MODE = "the environment does not say how table `{table}` is shared", "o ambiente não diz como a tabela `{table}` é compartilhada";
    MODE_MISSING = "mode missing", "falta o modo";
    USED_HERE = "its branch is in a key", "a filial dela está numa chave";
    NO_MODE_HELP = "add `{table} = \"EEE\"`, as the configurator of the ERP shows it, under `[sharing]`",
        "acrescente `{table} = \"EEE\"`, como o configurador do ERP mostra, em `[sharing]`";
}
