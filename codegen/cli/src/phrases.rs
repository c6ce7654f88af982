//! Every sentence that the command line says by itself, in both languages.

use depara_dsl::diagnostic::Phrase;

/// Declares the table: each sentence once, in both languages.
macro_rules! phrases {
    ($($(#[$condition:meta])* $name:ident = $en:literal, $pt:literal;)*) => {
        $($(#[$condition])* pub(crate) static $name: Phrase = Phrase { en: $en, pt: $pt };)*

        /// Every sentence, for the test that keeps the table complete.
        #[cfg(test)]
        static ALL: &[&Phrase] = &[$($(#[$condition])* &$name),*];
    };
}

phrases! {
    ERROR = "error", "erro";
    NOTE = "note", "nota";

    NO_SUCH_PATH = "`{path}` does not exist", "`{path}` não existe";
    #[cfg(feature = "store")]
    NO_STORE = "the store `{path}` cannot be used: {reason}", "não foi possível usar o banco `{path}`: {reason}";
    #[cfg(feature = "store")]
    NO_STORE_YET = "`{path}` does not exist yet; this is what an import into a new store would do",
        "`{path}` ainda não existe; isto é o que a importação para um banco novo faria";
    IS_A_FOLDER = "`{path}` is a folder; a file fits here", "`{path}` é uma pasta; aqui cabe um arquivo";
    UNREADABLE = "`{path}` cannot be read: {reason}", "não foi possível ler `{path}`: {reason}";
    UNWRITABLE = "`{path}` cannot be written: {reason}", "não foi possível gravar `{path}`: {reason}";
    UNWRITABLE_OUTPUT = "the result cannot be written: {reason}", "não foi possível gravar o resultado: {reason}";
    NOT_UTF8 = "`{path}` is not UTF-8 text", "`{path}` não é um texto UTF-8";
    STANDARD_INPUT = "standard input", "entrada padrão";
    DID_YOU_MEAN = "did you mean `{near}`?", "você quis dizer `{near}`?";
    KNOWN = "known: {known}", "conhecidas: {known}";

    NO_MAPS = "there is no `.map` file in `{path}`", "não há arquivo `.map` em `{path}`";
    NOT_COMPILED = "the mappings do not compile: {summary}", "os mapeamentos não compilam: {summary}";
    ERRORS_ELSEWHERE = "the rest of the folder has {summary}, not shown here; `depara check` on the folder shows all",
        "o restante da pasta tem {summary}, fora desta lista; `depara check` na pasta mostra tudo";
    ENVIRONMENT_NOT_CHECKED = "the environment was not checked: the mappings have errors",
        "o ambiente não foi verificado: os mapeamentos têm erros";
    ONE_FILE = "{count} file", "{count} arquivo";
    FILES = "{count} files", "{count} arquivos";
    ONE_ADAPTER = "{count} adapter", "{count} adapter";
    ADAPTERS = "{count} adapters", "{count} adapters";
    ONE_MESSAGE = "{count} message", "{count} mensagem";
    MESSAGES = "{count} messages", "{count} mensagens";
    ONE_EXAMPLE_PROVED = "{count} example proved", "{count} exemplo provado";
    EXAMPLES_PROVED = "{count} examples proved", "{count} exemplos provados";

    STALE = "the files above differ from what the mappings give; `depara gen` without `--check` writes them",
        "os arquivos acima diferem do que os mapeamentos geram; `depara gen` sem `--check` os grava";
    GENERATED = "written: {path}", "gravado: {path}";
    REMOVED = "removed: {path}", "removido: {path}";

    MAP_EXISTS = "`{path}` exists already; give another adapter or folder, or `--force` to write over it",
        "`{path}` já existe; indique outro adapter ou outra pasta, ou `--force` para gravar por cima";
    ADAPTER_EXISTS = "`{path}` has an adapter `{name}` already; give another name or folder",
        "`{path}` já tem um adapter `{name}`; indique outro nome ou outra pasta";
    MESSAGE_EXISTS = "`{path}` describes message {name} {version} already; add the adapter there, with `when` on its `message` line, or give another folder",
        "`{path}` já descreve a mensagem {name} {version}; acrescente o adapter lá, com `when` na linha `message`, ou indique outra pasta";
    NO_ADAPTER_NAME = "`{name}` is no name of an adapter: letters without accents, digits and `_`, a letter first; `{fitting}` would be one",
        "`{name}` não serve como nome de adapter: letras sem acento, dígitos e `_`, começando por letra; `{fitting}` serviria";
    NO_SCHEMA = "`{path}` is no schema that can be read", "`{path}` não é um esquema legível";
    NO_MESSAGE = "`{path}` holds no message: it is the envelope, or types that messages share; give the schema of the message",
        "`{path}` não tem mensagem: é o envelope, ou são tipos que as mensagens compartilham; indique o esquema da mensagem";
    SEVERAL_MESSAGES = "`{path}` holds {count} business contents; give a schema with one", "`{path}` tem {count} conteúdos de negócio; indique um esquema com um só";
    OTHER_MESSAGE = "`{path}` is the schema of `{found}`, not of `{name}`", "`{path}` é o esquema de `{found}`, não de `{name}`";
    MAP_TOO_LARGE = "the map of `{path}` would be too large ({bytes} bytes)", "o mapeamento de `{path}` seria grande demais ({bytes} bytes)";
    PENDING_FACTS = "pending facts: {count}; fill them in from the top, `depara check` lists them",
        "fatos pendentes: {count}; preencha de cima para baixo, `depara check` os lista";

    UNKNOWN_CODE = "there is no code `{code}`", "não existe o código `{code}`";
    ALL_CODES = "`depara explain` lists all of them", "`depara explain` lista todos";
    CODE = "code", "código";
    TITLE = "title", "título";

    COLUMN_ROUTINE = "routine", "rotina";
    COLUMN_MESSAGE = "message", "mensagem";
    COLUMN_DESCRIPTION = "description", "descrição";
    COLUMN_PROTHEUS_SENDS = "Protheus sends", "Protheus envia";
    COLUMN_PROTHEUS_RECEIVES = "Protheus receives", "Protheus recebe";
    COLUMN_RM_SENDS = "RM sends", "RM envia";
    COLUMN_RM_RECEIVES = "RM receives", "RM recebe";
    COLUMN_CHANNEL = "channel", "canal";
    COLUMN_OPERATIONS = "operations", "operações";
    COLUMN_VERSION = "version", "versão";
    COLUMN_ALIAS = "alias", "alias";
    YES = "yes", "sim";
    NO = "no", "não";
    ALL_OPERATIONS = "all", "todas";

    COLUMN_DELIVERY = "delivery", "entrega";
    COLUMN_MASTER = "master", "dono";
    COLUMN_LOCKS = "locks", "bloqueios";
    COLUMN_PARAMETERS = "parameters", "parâmetros";
    BOTH = "both", "ambos";
    SYNCHRONOUS = "synchronous", "síncrona";
    ASYNCHRONOUS = "asynchronous", "assíncrona";
    UNKNOWN_PROFILE = "the mappings have no profile `{name}`", "os mapeamentos não têm o perfil `{name}`";

    COLUMN_STEP = "step", "passo";
    COLUMN_AFTER = "after", "depois de";
    COLUMN_LATER = "filled later", "preenchido depois";
    UNKNOWN_MESSAGE = "the mappings have no message `{name}`", "os mapeamentos não têm a mensagem `{name}`";

    COLUMN_ADAPTER = "adapter", "adapter";
    COLUMN_KEY = "key", "chave";
    COLUMN_BEFORE = "before", "antes";
    COLUMN_AFTERWARDS = "after", "depois";
    NO_KEY_CHANGES = "no key changes", "nenhuma chave muda";
    NOT_A_CHANGE = "`{text}` is no change; write TABLE=shared, TABLE=exclusive, or letters for company, unit and branch, as in SA1=EEC",
        "`{text}` não é uma mudança; escreva TABELA=shared, TABELA=exclusive ou letras para empresa, unidade e filial, como em SA1=EEC";
    ROWS_COUNTED = "rows that would stop matching: {stop} of {concerned} with such a key ({all} in the export; {already} match nothing today)",
        "linhas que deixariam de bater: {stop} de {concerned} com uma chave dessas ({all} na exportação; {already} já não batem hoje)";
    ROWS_UNREADABLE = "rows whose key has not the form of the mapping, not counted: {count}",
        "linhas cuja chave não tem a forma do mapeamento, fora da conta: {count}";
    NOT_A_LIST = "`{path}`: {reason}", "`{path}`: {reason}";
    BAD_LINE = "`{path}`, line {line}: {reason}", "`{path}`, linha {line}: {reason}";

    NOT_DECODED = "`{path}`: {reason}", "`{path}`: {reason}";
    CONTENT_LEFT_RAW = "the envelope is shown; the content stays as it came", "o envelope é exibido; o conteúdo fica como veio";
    NOT_JSON = "`{path}` is not JSON: {reason}", "`{path}` não é JSON: {reason}";
    FINDING = "`{path}`: {place}: {what}", "`{path}`: {place}: {what}";
    MORE_FINDINGS = "findings beyond the limit of the report: {count}", "observações além do limite do relatório: {count}";
    SAME_NAME = "`{path}`: another file of this name was written already", "`{path}`: outro arquivo com este nome já foi gravado";
    NO_FILE_NAME = "`{path}` has no file name to write under", "`{path}` não tem um nome de arquivo para gravar";
    OVER_ITSELF = "`{path}` would be written over itself; give another folder", "`{path}` seria gravado sobre si mesmo; indique outra pasta";
    TRANSCODED = "{written} of {all} messages written to `{folder}`", "{written} de {all} mensagens gravadas em `{folder}`";

    NOT_AN_ANSWER = "`{path}` is not an answer: De-Para rows come from a `ResponseMessage`",
        "`{path}` não é uma resposta: as linhas de De-Para vêm de uma `ResponseMessage`";
    NOT_PROCESSED = "`{path}`: the answer is `{status}`: it proves no row", "`{path}`: a resposta é `{status}`: ela não comprova nenhuma linha";
    NO_STATUS = "no status", "sem status";
    ROWS_REMOVED = "`{path}`: the answer is to a deletion, which removes De-Para rows: there is none to print",
        "`{path}`: a resposta é a uma exclusão, que remove linhas de De-Para: não há linha a exibir";
    NO_KEYS = "`{path}`: the answer carries no keys: it proves no row", "`{path}`: a resposta não traz chaves: ela não comprova nenhuma linha";
    UNDECIDED = "`{origin}` and `{destination}`: {reason}", "`{origin}` e `{destination}`: {reason}";

    NO_LOAD_COLUMNS = "`{path}` lacks columns; a load takes entity or rm_table, then rm_value, then mask, external_value or the fields of a mask",
        "faltam colunas em `{path}`; uma carga usa entity ou rm_table, depois rm_value, depois mask, external_value ou os campos de uma máscara";
    UNKNOWN_COLUMN = "`{path}`: no load knows the column `{name}`", "`{path}`: nenhuma carga conhece a coluna `{name}`";
    LOAD_PROBLEM = "`{path}`: {problem}", "`{path}`: {problem}";
    NOTHING_WRITTEN = "nothing is written: {bad} of {all} pairs have a problem; with `--partial` the others are written",
        "nada foi gravado: {bad} de {all} pares têm um problema; com `--partial` os outros são gravados";
    NO_PAIRS = "`{path}` has no pair that can be loaded", "`{path}` não tem nenhum par que possa ser carregado";
    SEVERAL_LOADS = "{pairs} pairs make {messages} messages of at most {limit}; `--out FOLDER` takes them, or a higher `--limit` makes one",
        "{pairs} pares formam {messages} mensagens de até {limit}; `--out PASTA` as recebe, ou um `--limit` maior faz uma só";
    LOAD_WRITTEN = "pairs written: {pairs}; messages: {messages}", "pares gravados: {pairs}; mensagens: {messages}";
    NOT_A_LOAD = "`{path}` is not a load, which is a `BusinessMessage` of INTERNALIDLOAD",
        "`{path}` não é uma carga, que é uma `BusinessMessage` de INTERNALIDLOAD";
    NOT_A_LOAD_ANSWER = "`{path}` is not an answer to a load, which is a `ResponseMessage` of INTERNALIDLOAD",
        "`{path}` não é uma resposta a uma carga, que é uma `ResponseMessage` de INTERNALIDLOAD";
    LOAD_REFUSED = "`{path}`: the whole message has the status `{status}`: {text}", "`{path}`: a mensagem toda tem o status `{status}`: {text}";
    OTHER_EXECUTION = "`{path}` answers the execution {found}, and what was sent is {fits}", "`{path}` responde a execução {found}, e o que foi enviado é {fits}";
    NO_ROW = "{entity} `{internal}`: {reason}", "{entity} `{internal}`: {reason}";
    LOAD_SUMMARY = "{recorded} recorded, {refused} refused, {misfit} with a key that does not fit, {unanswered} without an answer",
        "{recorded} gravados, {refused} recusados, {misfit} com uma chave que não corresponde, {unanswered} sem resposta";
    COLUMN_ENTITY = "entity", "entidade";
    COLUMN_INTERNAL = "RM value", "valor RM";
    COLUMN_MASK = "mask", "máscara";
    COLUMN_OUTCOME = "outcome", "resultado";
    COLUMN_TEXT = "text", "texto";
    RECORDED = "recorded", "gravado";
    REFUSED = "refused", "recusado";
    MISFIT = "does not fit", "não corresponde";
    UNANSWERED = "unanswered", "sem resposta";

    UNKNOWN_NAME = "no De-Para of the mappings is called `{name}`", "nenhum De-Para dos mapeamentos se chama `{name}`";
    SEVERAL_TABLES = "it can be a row of {tables}; a column `rm_table` decides it",
        "pode ser uma linha de {tables}; uma coluna `rm_table` decide";
    NOT_A_FOLDER = "`{path}` is a file; a folder fits here", "`{path}` é um arquivo; aqui cabe uma pasta";
    DAMAGED_STATE = "`{path}` is not what a conversion has written; restore it, or take the files of `before` by hand",
        "`{path}` não é o que uma conversão gravou; restaure-o ou use à mão os arquivos de `before`";
    EMPTY_FOLDER = "`{path}` has no files to convert", "`{path}` não tem arquivos a converter";
    UNKNOWN_FILE_KEPT = "neither De-Para rows, nor parameters, nor registered adapters as a list with named columns or known JSON; it stays as it is",
        "não são linhas de De-Para, nem parâmetros, nem adapters registrados em lista com colunas nomeadas ou JSON conhecido; fica como está";
    PROTHEUS_ROWS_KEPT = "De-Para rows of Protheus are the same in both packages; they stay as they are",
        "as linhas de De-Para do Protheus são iguais nos dois pacotes; ficam como estão";
    ROWS_ARE_EAI2 = "the rows have the columns of EAI 2.0 already; they stay as they are", "as linhas já têm as colunas do EAI 2.0; ficam como estão";
    ROW_CONVERTED = "{table} `{internal}` = `{external}`: application `{application}`, transaction `{transaction}`",
        "{table} `{internal}` = `{external}`: aplicativo `{application}`, transação `{transaction}`";
    ROWS_CONVERTED = "{table}, {transaction}: {count} rows in the columns of EAI 2.0", "{table}, {transaction}: {count} linhas nas colunas do EAI 2.0";
    ROW_LEFT = "not converted, and kept in a file of its own as it came: {reason}", "não convertida, e guardada à parte como veio: {reason}";
    LINE_KEPT = "cannot be read, and stays as it is: {reason}", "não se consegue ler, e fica como está: {reason}";
    WOULD_CONVERT = "nothing is changed; it would be: changes {changes}, problems {problems}", "nada foi alterado; seriam: mudanças {changes}, problemas {problems}";
    CONVERTED = "changes: {changes}; problems: {problems}", "mudanças: {changes}; problemas: {problems}";
    NOTHING_CONVERTED = "nothing has changed; problems: {problems}", "nada mudou; problemas: {problems}";
    WAY_BACK = "what was there before stands in the folder `before`: `--undo` brings it back, `--confirm` removes it",
        "o que havia antes está na pasta `before`: `--undo` o traz de volta, `--confirm` o exclui";
    NOTHING_TO_UNDO = "nothing was converted here; there is nothing to bring back", "nada foi convertido aqui; não há o que trazer de volta";
    NO_WAY_BACK = "the conversion is confirmed: what was there before is gone", "a conversão foi confirmada: o que havia antes não existe mais";
    CHANGED_SINCE = "it was changed since the conversion; that version stays as `{path}`", "foi alterado desde a conversão; essa versão fica como `{path}`";
    BROUGHT_BACK = "as it was before the conversion", "como era antes da conversão";
    NOTHING_TO_CONFIRM = "nothing was converted here; there is nothing to confirm", "nada foi convertido aqui; não há o que confirmar";
    CONFIRMED_ALREADY = "the conversion is confirmed already", "a conversão já foi confirmada";
    BEFORE_REMOVED = "what it was before is removed", "o que era antes foi excluído";
    CONVERT_FIRST = "{files} files are not as EAI 2.0 has them: convert them first", "{files} arquivos não estão como o EAI 2.0 os tem: converta-os antes";
    NOTHING_REGISTERED = "no file names the registered adapters, so nobody can say that {profile} has all of them",
        "nenhum arquivo dá os adapters registrados, e por isso não se pode dizer que o {profile} tem todos eles";
    NOT_CARRIED = "{message} is registered and has no adapter in {profile}: {profile} is not activated",
        "{message} está registrada e não tem adapter no {profile}: o {profile} não foi ativado";
    NO_MESSAGE_REGISTERED = "an adapter without a message is registered: {profile} is not activated",
        "há um adapter registrado sem mensagem: o {profile} não foi ativado";
    REST_STANDS = "here stand the rows that could not be converted, as they came", "aqui estão as linhas que não se conseguiu converter, como vieram";
    ACTIVATED = "{profile} is used from now on", "o {profile} passa a valer";
    ACTIVE_ALREADY = "{profile} is used already", "o {profile} já vale";
    #[cfg(feature = "store")]
    IMPORTED = "added: {added}; waiting codes filled: {filled}; replaced: {replaced}; unchanged: {unchanged}; not taken: {refused}",
        "incluídas: {added}; códigos pendentes preenchidos: {filled}; substituídas: {replaced}; inalteradas: {unchanged}; recusadas: {refused}";
    #[cfg(feature = "store")]
    WOULD_IMPORT = "nothing is changed; it would be: added: {added}; waiting codes filled: {filled}; replaced: {replaced}; unchanged: {unchanged}; not taken: {refused}",
        "nada foi alterado; seriam: incluídas: {added}; códigos pendentes preenchidos: {filled}; substituídas: {replaced}; inalteradas: {unchanged}; recusadas: {refused}";
    #[cfg(feature = "store")]
    ROW_REPLACED = "`{path}`, line {line}: `{key}` had `{from}` and has `{to}`", "`{path}`, linha {line}: `{key}` tinha `{from}` e tem `{to}`";
    #[cfg(feature = "store")]
    MORE_NOT_TAKEN = "more rows are not taken; from here on they are counted only", "há mais linhas recusadas; daqui em diante elas só são contadas";
    SIDES_SWAPPED = "`{left}` has rows of Protheus and `{right}` rows of RM; `--left` is RM, and `--right` is Protheus",
        "`{left}` tem linhas do Protheus e `{right}`, do RM; `--left` é o RM, e `--right` é o Protheus";
    MORE_BAD_LINES = "`{path}` has more lines without a row; they are counted only", "`{path}` tem mais linhas sem par; elas só são contadas";
    TWICE_PAIR = "the same pair twice in one file", "o mesmo par duas vezes em um arquivo";
    TWICE_INTERNAL = "one RM key with two Protheus keys in one file", "uma chave do RM com duas chaves do Protheus em um arquivo";
    TWICE_EXTERNAL = "one Protheus key with two RM keys of one coligada in one file",
        "uma chave do Protheus com duas chaves do RM da mesma coligada em um arquivo";
    NEAR_SEGMENT_COUNT = "near miss: a segment more or less", "quase iguais: um segmento a mais ou a menos";
    NEAR_ROLE_SWAPPED = "near miss: customer and vendor swapped", "quase iguais: cliente e fornecedor trocados";
    NEAR_BRANCH_FILLED = "near miss: branch filled on one side only", "quase iguais: filial preenchida só de um lado";
    NEAR_COLIGADA = "near miss: coligada 0 on one side only", "quase iguais: coligada 0 só de um lado";
    NEAR_LOST_ZERO = "near miss: zeros at the front lost", "quase iguais: zeros à esquerda perdidos";
    NEAR_CASE = "near miss: capital and small letters", "quase iguais: maiúsculas e minúsculas";
    NEAR_BLANK = "near miss: blanks", "quase iguais: espaços";
    DISAGREEMENT = "one RM key with the Protheus keys of two records", "uma chave do RM com as chaves de dois registros do Protheus";
    UNFIT = "on both sides, but not as the key should be", "nos dois lados, mas fora da forma da chave";
    ORPHAN_UNFIT = "on one side only, and not as the key should be", "só de um lado, e fora da forma da chave";
    ORPHAN_LEFT = "only in `{left}`, not in `{right}`", "só em `{left}`, não em `{right}`";
    ORPHAN_RIGHT = "only in `{right}`, not in `{left}`", "só em `{right}`, não em `{left}`";
    WHAT_TO_DO = "what to do", "o que fazer";
    REMOVE = "remove", "excluir";
    LOAD = "load", "carregar";
    DO_REMOVE = "remove the row from the De-Para of its system", "exclua a linha do De-Para do sistema dela";
    DO_REMOVE_AND_LOAD = "remove the rows named, then load the pair: both systems record it anew",
        "exclua as linhas indicadas e depois carregue o par: os dois sistemas o gravam de novo";
    DO_LOAD = "load the pair; when Protheus refuses it, its record is gone: then remove the row",
        "carregue o par; se o Protheus o recusar, o registro não existe mais: exclua então a linha";
    DO_DECIDE_ROW = "find out in both systems which record it is, and remove the other row",
        "verifique nos dois sistemas qual é o registro e exclua a outra linha";
    DO_DECIDE_RECORD = "find out in both systems which record it is, remove the wrong row, and compare again",
        "verifique nos dois sistemas qual é o registro, exclua a linha errada e compare de novo";
    DO_DECIDE_KEY = "neither key has its form: correct one of them, and compare again", "nenhuma das chaves tem a forma certa: corrija uma e compare de novo";
    DO_CORRECT_KEY = "correct the key in the De-Para, or in the mapping where the installation differs, and compare again",
        "corrija a chave no De-Para, ou no mapeamento se a instalação for diferente, e compare de novo";
    CAUSE_SEGMENT_COUNT = "a segment more or less", "um segmento a mais ou a menos";
    CAUSE_ROLE_SWAPPED = "customer (C) here and vendor (F) there", "cliente (C) de um lado e fornecedor (F) do outro";
    CAUSE_BRANCH_FILLED = "the branch is filled on one side; a shared table has none", "a filial está preenchida de um lado; tabela compartilhada não tem";
    CAUSE_COLIGADA = "coligada 0, which is global, on one side", "coligada 0, que é global, de um lado";
    CAUSE_LOST_ZERO = "zeros at the front are gone", "faltam zeros à esquerda";
    CAUSE_CASE = "capital and small letters differ", "maiúsculas e minúsculas diferem";
    CAUSE_BLANK = "blanks differ", "os espaços diferem";
    EXTERNAL_KEY = "Protheus key, segment {segment}", "chave do Protheus, segmento {segment}";
    INTERNAL_KEY = "RM key, segment {segment}", "chave do RM, segmento {segment}";
    RECONCILED = "rows: {left} and {right}; the same on both sides: {matched}; findings: {findings}; lines that cannot be read: {bad}",
        "linhas: {left} e {right}; iguais nos dois lados: {matched}; achados: {findings}; linhas que não se consegue ler: {bad}";
    CUT_SHORT = "rows with too many that look alike to be compared with all: {count}", "linhas com parecidas demais para comparar com todas: {count}";
    NOT_LOADED = "{place}: no load can bring the pair: {reason}", "{place}: nenhuma carga pode levar o par: {reason}";
    NOTHING_TO_LOAD = "there is nothing to load; no file is written", "não há nada a carregar; nenhum arquivo foi gravado";
    REPAIR_WRITTEN = "pairs written: {pairs}; files: {files}", "pares gravados: {pairs}; arquivos: {files}";

    #[cfg(not(feature = "gateway"))]
    WITHOUT_GATEWAY = "this `depara` was built without the gateway; `cargo install --path codegen/cli --features gateway` builds it with it",
        "este `depara` foi compilado sem o gateway; `cargo install --path codegen/cli --features gateway` o compila com ele";
    #[cfg(feature = "gateway")]
    CONFIGURATION_FINE = "the configuration is right", "a configuração está certa";
    #[cfg(feature = "gateway")]
    CANNOT_SERVE = "the gateway cannot start: {reason}", "o gateway não pode iniciar: {reason}";
    #[cfg(feature = "gateway")]
    CANNOT_LOAD = "nothing can be sent: {reason}", "não é possível enviar: {reason}";
    #[cfg(feature = "gateway")]
    LOADED = "{message}: {documents} documents, {processed} processed, {failed} failed; {known} were in the queue already",
        "{message}: {documents} documentos, {processed} processados, {failed} com erro; {known} já estavam na fila";
    #[cfg(feature = "gateway")]
    LOADED_IN_ALL = "in all: {documents} documents, {failed} failed; {problems} could not be sent",
        "ao todo: {documents} documentos, {failed} com erro; {problems} não puderam ser enviados";
    #[cfg(feature = "gateway")]
    LOAD_STOPPED = "the load has stopped before its end; run it again to go on", "a carga parou antes do fim; execute-a de novo para continuar";
    #[cfg(feature = "gateway")]
    SERVES_PEER = "{peer} brings its messages to {address}", "{peer} traz as suas mensagens a {address}";
    #[cfg(feature = "gateway")]
    SERVES_MONITOR = "the monitor is at {address}", "o monitor está em {address}";
    #[cfg(feature = "gateway")]
    SERVES_MACHINES = "for programs: {address}/metrics, {address}/healthz, {address}/readyz",
        "para programas: {address}/metrics, {address}/healthz, {address}/readyz";
    #[cfg(feature = "gateway")]
    STOPPED = "the gateway has stopped; nothing is left in work", "o gateway parou; nada ficou em andamento";
    #[cfg(feature = "gateway")]
    EXAMINED = "failures: {failures}; warnings: {warnings}; to be looked at by hand: {by_hand}; in order: {fine}",
        "falhas: {failures}; avisos: {warnings}; a conferir à mão: {by_hand}; em ordem: {fine}";
    #[cfg(feature = "gateway")]
    NOTHING_TO_CONFIGURE = "there is no terminal to ask at, and no setting: `--set KEY=VALUE` gives one",
        "não há terminal em que perguntar, nem configuração a fazer: `--set CHAVE=VALOR` indica uma";
    #[cfg(feature = "gateway")]
    NOT_A_SETTING = "`{text}` is not of the form KEY=VALUE, such as `listen.address=127.0.0.1:8080`",
        "`{text}` não tem a forma CHAVE=VALOR, como `listen.address=127.0.0.1:8080`";
    #[cfg(feature = "gateway")]
    NO_PLACE = "`{key}` has no place in the file: something on its way is no table",
        "`{key}` não tem lugar no arquivo: algo no caminho dela não é uma tabela";
    #[cfg(feature = "gateway")]
    NOT_TOML = "`{path}` is not TOML: {reason}", "`{path}` não é TOML: {reason}";
    #[cfg(feature = "gateway")]
    NOT_CONFIGURED = "nothing is written", "nada foi gravado";
    #[cfg(feature = "gateway")]
    CONFIGURED = "written: {path}", "gravado: {path}";
    #[cfg(feature = "gateway")]
    CONFIGURED_ALREADY = "`{path}` says so already; nothing is changed", "`{path}` já diz isso; nada foi alterado";
    #[cfg(feature = "gateway")]
    NO_SECRET = "there is no password: {reason}", "não há senha: {reason}";
    #[cfg(feature = "gateway")]
    SECRETS_DIFFER = "the two differ; once more", "as duas diferem; tente de novo";
    #[cfg(feature = "gateway")]
    SHORT_PASSWORD = "a password of a user has at least {least} characters", "a senha de um usuário tem pelo menos {least} caracteres";

    UNKNOWN_KEY = "the mappings have no key `{name}`", "os mapeamentos não têm a chave `{name}`";
    COLUMN_SEGMENT = "segment", "segmento";
    COLUMN_NAME = "name", "nome";
    COLUMN_VALUE = "value", "valor";
    EMPTY = "(empty)", "(vazio)";
    ABSENT = "(absent)", "(ausente)";
    ALWAYS = "(always)", "(fixo)";
    CANONICAL = "written: {text}", "grafia: {text}";
    BLANKS = "blanks are shown as `·`", "espaços aparecem como `·`";
    NOT_A_PAIR = "`{text}` is not of the form NAME=VALUE", "`{text}` não tem a forma NOME=VALOR";
    GIVEN_TWICE = "`{name}` is given twice", "`{name}` aparece duas vezes";
    UNKNOWN_PART = "key `{key}` has no part `{name}`", "a chave `{key}` não tem a parte `{name}`";
    MISSING_PARTS = "key `{key}` also takes {missing}", "a chave `{key}` também precisa de {missing}";
    BRANCH_NEEDS_ENVIRONMENT = "`--branch` needs `--environment`, which says how the tables are shared; `branch=VALUE` gives the segment itself",
        "`--branch` precisa de `--environment`, que diz como as tabelas são compartilhadas; `branch=VALOR` dá o próprio segmento";
    NOT_AN_ENVIRONMENT = "`{path}`: {reason}", "`{path}`: {reason}";
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use std::collections::BTreeSet;

    /// The arguments of a sentence: what stands in braces.
    fn arguments(sentence: &str) -> BTreeSet<&str> {
        sentence.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn both_languages_say_the_same() {
        for phrase in ALL {
            assert!(!phrase.en.is_empty() && !phrase.pt.is_empty(), "{phrase:?}");
            assert_eq!(arguments(phrase.en), arguments(phrase.pt), "{phrase:?}");
        }
    }
}
