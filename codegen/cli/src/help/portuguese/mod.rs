//! The Portuguese help of every command and argument.

mod pages;

pub(super) use pages::Page;

/// The page of a command, by how it is called: `depara key parse`.
pub(super) fn page(path: &str) -> Option<&'static Page> {
    pages::PAGES.iter().find(|(known, _)| *known == path).map(|(_, page)| page)
}

/// The help of an argument of a command.
pub(super) fn argument(path: &str, id: &str) -> Option<&'static str> {
    let of_command = ARGUMENTS.iter().find(|(known, argument, _)| *known == path && *argument == id);
    let of_all = || ARGUMENTS.iter().find(|(known, argument, _)| known.is_empty() && *argument == id);
    of_command.or_else(of_all).map(|(_, _, text)| *text)
}

/// What stands for the value of an argument.
pub(super) fn value_name(name: &str) -> Option<&'static str> {
    VALUE_NAMES.iter().find(|(known, _)| *known == name).map(|(_, translated)| *translated)
}

static VALUE_NAMES: &[(&str, &str)] = &[
    ("LANGUAGE", "IDIOMA"),
    ("WHEN", "QUANDO"),
    ("FORM", "FORMA"),
    ("PATH", "CAMINHO"),
    ("FOLDER", "PASTA"),
    ("FILE", "ARQUIVO"),
    ("CODE", "CÓDIGO"),
    ("KEY", "CHAVE"),
    ("VALUE", "VALOR"),
    ("NAME=VALUE", "NOME=VALOR"),
    ("LAYOUT", "LEIAUTE"),
    ("NAME", "NOME"),
    ("BRANCH", "FILIAL"),
    ("MESSAGE", "MENSAGEM"),
    ("PROFILE", "PERFIL"),
    ("NUMBER", "NÚMERO"),
    ("COMPANY", "COLIGADA"),
    ("COUNT", "QUANTIDADE"),
    ("TABLE=MODE", "TABELA=MODO"),
    ("ADDRESS", "ENDEREÇO"),
    ("KIND", "TIPO"),
    ("TABLE", "TABELA"),
];

/// (command, argument, help); without a command: wherever the argument is.
static ARGUMENTS: &[(&str, &str, &str)] = &[
    ("", "lang", "Idioma das mensagens: en ou pt-BR; senão o de DEPARA_LANG, senão inglês"),
    ("", "color", "Cores: no terminal, a menos que haja NO_COLOR; sempre; ou nunca"),
    ("", "format", "Forma do resultado"),
    ("", "strict", "Recusa tudo o que difere do esquema"),
    ("", "lenient", "Lê tudo o que se consegue ler e relata o que difere"),
    ("", "out", "Pasta onde gravar"),
    ("depara check", "release", "Recusa fatos ainda pendentes"),
    ("depara check", "pedantic", "Mostra também o que é comum e raramente importa"),
    ("depara check", "environment", "Verifica também como este ambiente compartilha as tabelas dos mapeamentos"),
    ("depara check", "paths", "Arquivos e pastas"),
    ("depara fmt", "check", "Não altera nada; lista os arquivos que mudariam"),
    ("depara fmt", "paths", "Arquivos e pastas, ou - para a entrada padrão"),
    ("depara gen", "check", "Não grava nada; lista os arquivos que diferem"),
    ("depara gen", "path", "Uma pasta de mapeamentos"),
    ("depara import", "paths", "Arquivos e pastas"),
    ("depara import", "report", "Arquivo para o relatório; sem ele, são exibidos as perdas, os danos e as lacunas"),
    ("depara import", "pedantic", "Cada item no relatório para pessoas, também das classes que têm muitos"),
    ("depara new", "adapter", "Nome do adapter, como Bank"),
    ("depara new", "message", "Nome da mensagem como no esquema, em maiúsculas ou minúsculas"),
    ("depara new", "schema", "Esquema da mensagem: XSD ou JSON"),
    ("depara new", "include", "Pasta com arquivos que o esquema inclui; pode aparecer várias vezes"),
    ("depara new", "force", "Grava por cima de um mapeamento existente"),
    ("depara explain", "code", "O código, como DP0214, dp0214 ou 214"),
    ("depara list", "profile", "Mostra os adapters como são neste perfil: com o que os blocos `in` dizem e o que ele herda"),
    ("depara list", "path", "Uma pasta, ou um arquivo com o restante da sua pasta"),
    ("depara examples", "path", "Uma pasta, ou um arquivo com o restante da sua pasta"),
    ("depara plan", "message", "A mensagem a carregar; senão todas"),
    ("depara plan", "path", "Uma pasta, ou um arquivo com o restante da sua pasta"),
    ("depara graph", "path", "Uma pasta, ou um arquivo com o restante da sua pasta"),
    (
        "depara what-if",
        "changes",
        "As mudanças: TABELA=shared, TABELA=exclusive, ou uma letra para empresa, unidade e filial, como TABELA=EEC",
    ),
    ("depara what-if", "environment", "O ambiente como é: grupo de empresas, leiaute das filiais, compartilhamento das tabelas"),
    ("depara what-if", "rows", "Uma exportação de linhas de De-Para a contar"),
    ("depara what-if", "branch", "A filial completa com que as chaves são exibidas; senão uma inventada"),
    ("depara what-if", "maps", "Mapeamentos, uma pasta ou um arquivo com o restante da sua pasta; senão os que acompanham o depara"),
    ("depara decode", "envelope", "Lê só o envelope, de qualquer mensagem; o conteúdo fica como veio"),
    ("depara decode", "file", "A mensagem, ou - para a entrada padrão"),
    ("depara encode", "envelope", "O conteúdo é texto, como `decode --envelope` o exibe"),
    ("depara encode", "file", "O JSON que `decode` exibe, ou - para a entrada padrão"),
    ("depara transcode", "files", "As mensagens"),
    ("depara rows", "layout", "Colunas do EAI 2.0 ou do pacote 1021"),
    ("depara rows", "application", "Nome do aplicativo na instalação, para a coluna Aplicativo do EAI 2.0; senão o do produto"),
    ("depara rows", "file", "A resposta, ou - para a entrada padrão"),
    ("", "store", "O banco: o arquivo do SQLite, ou postgres://USUÁRIO@SERVIDOR/BASE"),
    ("depara rows import", "dry_run", "Diz o que seria feito e não altera nada"),
    ("depara rows import", "replace", "Dá a uma chave do RM que tem outro par o da lista"),
    ("depara rows import", "cardinality", "Quais chaves podem ter vários pares nas tabelas que o banco ainda não conhece"),
    ("depara rows import", "application", "Nome do outro lado na instalação, quando a lista não o diz; senão o do produto"),
    ("depara rows import", "environment", "O ambiente: tamanho dos campos, compartilhamento das tabelas"),
    ("depara rows import", "files", "As listas"),
    ("depara rows export", "transaction", "Só as linhas desta mensagem, como CUSTOMERVENDOR"),
    ("depara rows export", "table", "Só as linhas desta tabela, como FCFO"),
    ("depara rows export", "application", "Só as linhas deste aplicativo do outro lado"),
    ("depara rows export", "system", "Só as linhas deste produto do outro lado, como PROTHEUS"),
    ("depara rows export", "layout", "Colunas do EAI 2.0 ou do pacote 1021; senão as do depara"),
    ("depara key parse", "name", "A chave: ALIAS.CAMPO do ERP, ou uma tabela do RM, como FConta"),
    ("depara key parse", "value", "O texto da chave"),
    ("depara key build", "name", "A chave: ALIAS.CAMPO do ERP, ou uma tabela do RM, como FConta"),
    ("depara key build", "environment", "O ambiente: grupo de empresas, leiaute das filiais, compartilhamento das tabelas"),
    ("depara key build", "branch", "A filial completa; o ambiente diz o que a chave leva dela"),
    ("depara key build", "values", "Os valores, como A6_COD=001; sem ambiente, também company=01 e branch=02AM0001"),
    ("depara load build", "execution", "Número da execução da carga no RM (ExecutionIdentifier)"),
    ("depara load build", "company", "Coligada do RM para a qual a carga é feita; 0 ou nada deixa a filial do Protheus como está"),
    ("depara load build", "branch", "Filial do RM para a qual a carga é feita"),
    ("depara load build", "product", "Nome do produto que envia, com o qual o Protheus grava as linhas"),
    ("depara load build", "limit", "Máximo de pares em uma mensagem"),
    ("depara load build", "json", "Grava a forma JSON das mensagens"),
    ("depara load build", "partial", "Grava os pares que estão certos mesmo que outros tenham um problema"),
    ("depara load build", "file", "A lista de pares, ou - para a entrada padrão"),
    ("depara load read", "request", "O que foi enviado; mais de uma vez, se foram várias mensagens"),
    ("depara load read", "rows", "Exibe, em vez dos resultados, as linhas de De-Para que as respostas comprovam, nestas colunas"),
    ("depara load read", "files", "As respostas"),
    ("depara doctor rows", "left", "As linhas de De-Para do RM"),
    ("depara doctor rows", "right", "As linhas de De-Para do Protheus"),
    ("depara doctor rows", "environment", "O ambiente: tamanho dos campos, compartilhamento das tabelas"),
    (
        "depara doctor rows",
        "load",
        "Grava a carga (mensagem INTERNALIDLOAD) que repara o que se pode reparar; vários arquivos numerados, se não couber em uma mensagem",
    ),
    ("depara doctor rows", "execution", "Número da execução da carga no RM (ExecutionIdentifier)"),
    ("depara doctor rows", "company", "Coligada do RM para a qual a carga é feita; 0 deixa a filial do Protheus como está"),
    ("depara doctor rows", "branch", "Filial do RM para a qual a carga é feita"),
    ("depara doctor rows", "limit", "Máximo de pares em uma mensagem"),
    ("depara convert", "application", "Nome do outro lado no EAI 2.0 (Aplicativo); senão o sistema integrado de cada linha"),
    ("depara convert", "dry_run", "Diz o que seria feito e não altera nada"),
    ("depara convert", "undo", "Traz de volta o que havia antes"),
    ("depara convert", "confirm", "Exclui o que havia antes: depois disso não há volta"),
    ("depara convert", "activate", "Diz que o EAI 2.0 passa a valer, se nada impedir"),
    ("depara convert", "folder", "A pasta"),
    ("depara completions", "shell", "O interpretador de comandos"),
];
