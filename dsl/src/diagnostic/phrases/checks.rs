//! What the checks say.

phrases! {
    AMBIGUOUS_KEY = "key `{name}` cannot be split again", "a chave `{name}` não pode ser separada de volta";
    GROUP_INSIDE = "group before the end", "grupo antes do fim";
    STANDS_AFTER = "stands after it", "vem depois dele";
    GROUP_WITHOUT_VALUE = "holds no value", "não contém valor";
    ANY_INSIDE = "may hold `|`", "pode conter `|`";
    OPEN_WIDTH = "no fixed width", "sem largura fixa";
    BEGINS_ANYWHERE = "may begin anywhere", "pode começar em qualquer ponto";
    KEEP_BLANKS = "keep the blanks, so that the width is fixed", "manter os espaços, para que a largura seja fixa";
    SAME_TEXT = "`{first}` and `{second}` both give `{text}`", "`{first}` e `{second}` resultam ambos em `{text}`";
    HOW_TO_SPLIT =
        "groups belong at the end and hold a field, `any` is last, and in a segment of several parts all but one have a fixed width",
        "grupos ficam no fim e contêm um campo, `any` é o último e, num segmento de várias partes, todas menos uma têm largura fixa";

    SHARED_NAME_SPACE = "two adapters define a key in `{name}`", "dois adapters definem uma chave em `{name}`";
    DEFINED_AGAIN = "defined again", "definida de novo";
    DEFINED_FIRST = "defined first", "definida antes";
    USE_EXTERNAL = "define the key once; other adapters name it with `external {name}`",
        "defina a chave uma só vez; os outros adapters a citam com `external {name}`";

    SILENT_SKIP = "`{table}` skips elements quietly and does not say why",
        "`{table}` pula elementos em silêncio e não diz por quê";
    NO_REASON = "no reason given", "sem motivo";
    GIVE_REASON = "write `skip quietly because \"…\"` with the reason, or `skip \"…\"` with a message for the user",
        "escreva `skip quietly because \"…\"` com o motivo, ou `skip \"…\"` com uma mensagem para o usuário";

    KEY_VERSION = "the builder of key `{name}` does not know version {version}",
        "a rotina que monta a chave `{name}` não conhece a versão {version}";
    NOT_AMONG_THEM = "{version} is not among them", "{version} não está entre elas";
    SPOKEN_HERE = "{version} is spoken here", "{version} é usada aqui";
    KEY_VERSION_HELP = "for a version it does not know the ERP writes an error text where the key should stand",
        "para uma versão desconhecida, o ERP grava um texto de erro no lugar da chave";

    CONTENT_COUNT = "`content` of `{name}` names {found} elements and the key has {fits} segments",
        "`content` de `{name}` cita {found} elementos e a chave tem {fits} segmentos";
    NO_SEGMENT_LEFT = "no segment for it", "sem segmento para isto";
    ITS_SEGMENTS = "{count} segments", "{count} segmentos";
    ELEMENT_MISSING = "element missing", "falta um elemento";
    NOT_FILLED = "not filled", "não preenchido";
    CONTENT_HELP = "write one element for each segment, and `_` where no element fills it",
        "escreva um elemento para cada segmento, e `_` onde nenhum elemento o preenche";
    CONTENT_LITERAL = "`content` of `{name}` fills a segment that never changes",
        "`content` de `{name}` preenche um segmento que nunca muda";
    FILLS_LITERAL = "fills a literal", "preenche um literal";
    ALWAYS_THIS = "always this text", "sempre este texto";
    WRITE_UNDERSCORE = "write `_` for the literal", "escrever `_` para o literal";

    NO_EXAMPLE = "De-Para `{table}` has no example", "o De-Para `{table}` não tem exemplo";
    NOTHING_PROVED = "nothing is proved", "nada é provado";
    ADD_EXAMPLE = "add a row of the De-Para screen: `example \"…\" = \"…\"`",
        "acrescente uma linha da tela de De-Para: `example \"…\" = \"…\"`";

    REQUIRE_ALONE = "`{table}` does not say what happens to an incomplete element",
        "`{table}` não diz o que acontece com um elemento incompleto";
    OR_WHAT = "required here", "exigido aqui";
    ADD_OTHERWISE = "add `otherwise skip \"…\"`, `otherwise refuse \"…\"` or `otherwise skip quietly because \"…\"`",
        "acrescente `otherwise skip \"…\"`, `otherwise refuse \"…\"` ou `otherwise skip quietly because \"…\"`";

    UNDECIDED = "it is open which adapter takes a message `{message}`",
        "não está definido qual adapter recebe uma mensagem `{message}`";
    NO_CONDITION = "takes every message", "recebe toda mensagem";
    SAME_MESSAGE = "the same message", "a mesma mensagem";
    SAME_CONDITION = "the same condition", "a mesma condição";
    FIRST_CONDITION = "said here before", "já dita aqui";
    ADD_WHEN = "add `when ELEMENT is VALUE` to each adapter of the message",
        "acrescente `when ELEMENTO is VALOR` a cada adapter da mensagem";

    MISFIT_EXAMPLE = "example does not fit `{name}`", "o exemplo não corresponde a `{name}`";
    SEGMENT_MISSING = "`{segment}` is missing: {found} segments, not {fits}", "falta `{segment}`: {found} segmentos, não {fits}";
    SEGMENT_SURPLUS = "one too many after `{segment}`: {found} segments, not {fits}",
        "sobra um depois de `{segment}`: {found} segmentos, não {fits}";
    FIRST_SURPLUS = "one too many at the start: {found} segments, not {fits}",
        "sobra um no começo: {found} segmentos, não {fits}";
    LITERAL_DIFFERS = "segment {number} is `{found}`, not `{fits}`", "o segmento {number} é `{found}`, não `{fits}`";
    WRITE_LITERAL = "write `{fits}`", "escrever `{fits}`";
    SEGMENT_TOO_LONG = "segment {number} `{segment}` has {found} characters",
        "o segmento {number} `{segment}` tem {found} caracteres";
    SEGMENT_WIDTH = "segment {number} `{segment}` has {found} characters, not {fits}",
        "o segmento {number} `{segment}` tem {found} caracteres, não {fits}";
    PAD_SEGMENT = "fill the segment with blanks up to {fits} characters",
        "completar o segmento com espaços até {fits} caracteres";
    SEGMENT_EMPTY = "segment {number} `{segment}` is empty", "o segmento {number} `{segment}` está vazio";
    MARK_OPTIONAL = "mark the segment optional", "marcar o segmento como opcional";
    SEGMENT_NOT_INT = "segment {number} `{segment}` is no whole number",
        "o segmento {number} `{segment}` não é um número inteiro";
    SEGMENT_NOT_DATE = "segment {number} `{segment}` is no date", "o segmento {number} `{segment}` não é uma data";
    SEGMENT_DIFFERS = "segment {number} `{segment}` does not fit", "o segmento {number} `{segment}` não corresponde";
    BUILT_OTHERWISE = "segment {number} `{segment}` is built as `{fits}`",
        "o segmento {number} `{segment}` é montado como `{fits}`";
    WRITE_AS_BUILT = "write the value as it is built", "escrever o valor como ele é montado";
    KEEP_HELP = "with `keep` after the type, blanks are part of the key",
        "com `keep` depois do tipo, os espaços fazem parte da chave";
    THIS_SEGMENT = "not in the example", "não está no exemplo";
    FORM_ENDS = "{fits} segments", "{fits} segmentos";
    NOT_OPTIONAL = "not marked optional", "não marcado como opcional";
    EXACTLY = "exactly {count} characters", "exatamente {count} caracteres";
    TAKES_INT = "a whole number", "um número inteiro";
    TAKES_DATE = "a date of eight digits", "uma data de oito dígitos";
    TAKES_OTHER = "takes other values", "aceita outros valores";
    BLANKS_TRIMMED = "its blanks are trimmed", "os espaços são cortados";

    MASK_VALUE = "`{field}` is `{found}`, and `{fits}` in the key", "`{field}` é `{found}`, e `{fits}` na chave";
    KEY_OF_RECORD = "the key of the record", "a chave do registro";

    LOAD_LEAVES_OUT = "the load of `{name}` leaves out `{field}`", "a carga de `{name}` deixa `{field}` de fora";
    NOT_IN_MASK = "without `{field}`", "sem `{field}`";
    PART_OF_KEY = "part of the key", "parte da chave";
    LOAD_LEAVES_OUT_HELP = "two records that differ in `{field}` alone have one mask, and the ERP takes the first; add the field, or say why not with `allow DP0221 because \"…\"`",
        "dois registros que diferem só em `{field}` têm a mesma máscara, e o ERP fica com o primeiro; acrescente o campo, ou diga por que não com `allow DP0221 because \"…\"`";

    MERGING_TRIM = "trimming `{field}` on both sides can merge two keys of `{name}`",
        "tirar os espaços dos dois lados de `{field}` pode juntar duas chaves de `{name}`";
    LEADING_BLANKS_GO = "leading blanks go", "perde espaços iniciais";
    MERGED_PAIR = "the values ` 1` and `1` of `{field}` become one key; with `trim`, or nothing, leading blanks stay",
        "os valores ` 1` e `1` de `{field}` viram uma só chave; com `trim`, ou nada, os espaços iniciais ficam";

    NEVER_SENT = "message `{message} {version}` is received, and no other system sends it",
        "a mensagem `{message} {version}` é recebida, e nenhum outro sistema a envia";
    RECEIVES = "`{system}` receives it", "`{system}` a recebe";
    RECEIVES_TOO = "receives it too", "também a recebe";
    NEVER_SENT_HELP = "say which system `sends` it, or `allow DP0301 because \"…\"` when the sender is not described here",
        "diga qual sistema a envia com `sends`, ou use `allow DP0301 because \"…\"` se o emissor não é descrito aqui";

    REFERENCE_WITHOUT_KEY = "message `{message}` is referred to and has no key",
        "a mensagem `{message}` é citada e não tem chave";
    NO_KEY_THERE = "no key there", "sem chave lá";
    NO_ADAPTER_KEY = "no adapter of it defines a key", "nenhum adapter dela define chave";
    REFERENCE_WITHOUT_KEY_HELP = "add a `key` block to an adapter of that message",
        "acrescente um bloco `key` a um adapter dessa mensagem";

    REFERENCE_CYCLE = "messages refer to each other in a circle: {circle}",
        "mensagens se referem umas às outras em círculo: {circle}";
    REFERS_TO = "refers to `{message}`", "cita `{message}`";
    REFERENCE_CYCLE_HELP = "no order of the initial load fills every key: write `later` behind the reference that is filled when both records are there",
        "nenhuma ordem de carga inicial preenche todas as chaves: escreva `later` depois da referência que é preenchida quando os dois registros já existem";

    DELIVERY_OF_PROFILE = "profile `{profile}` does not take this delivery", "o perfil `{profile}` não aceita esta entrega";
    NOT_TAKEN = "not taken there", "não aceita lá";
    WHAT_IT_TAKES = "what it takes", "o que ele aceita";
    DELIVERY_HELP = "say otherwise for this profile: `in {profile} {` and `delivery {fits}` inside",
        "diga outra coisa para este perfil: `in {profile} {` com `delivery {fits}` dentro";

    INTERNAL_ID = "`{element}` carries a key and does not say of which message", "`{element}` traz uma chave e não diz de qual mensagem";
    NO_REFERENCE = "neither `refers` nor `key`", "nem `refers` nem `key`";
    INTERNAL_ID_HELP =
        "add `refers MESSAGE`, or `key ALIAS.FIELD` where it is the message's own key, or `outside {element} because \"…\"` to its block where no message carries such records",
        "acrescente `refers MENSAGEM`, ou `key ALIAS.CAMPO` quando for a chave da própria mensagem, ou `outside {element} because \"…\"` ao seu bloco quando nenhuma mensagem traz esses registros";

    USELESS_OUTSIDE = "`outside {element}` speaks of no element", "`outside {element}` não fala de nenhum elemento";
    NO_SUCH_KEY = "no key without a message", "nenhuma chave sem mensagem";
    USELESS_OUTSIDE_HELP = "take the name out: no `…InternalId` element of this name is without `refers` and `key` here",
        "retire o nome: nenhum elemento `…InternalId` com este nome está sem `refers` e sem `key` aqui";

    CONTENT_PARTS = "`content` of `{name}` fills a segment of several values with one element",
        "`content` de `{name}` preenche com um só elemento um segmento de vários valores";
    FILLS_PARTS = "one element", "um elemento";
    SEVERAL_VALUES = "several values", "vários valores";
    WRITE_UNDERSCORE_PARTS = "write `_` for the segment", "escrever `_` para o segmento";

    LONGER_THAN_SCHEMA = "a product's value may be longer than the {limit} characters of `{element}`",
        "o valor de um produto pode ser maior que os {limit} caracteres de `{element}`";
    UP_TO = "up to {size}", "até {size}";
    SCHEMA_LIMIT = "the schema takes {limit}", "o schema aceita {limit}";
    LONGER_HELP = "such a value is refused by the schema or cut on its way",
        "um valor assim é recusado pelo schema ou cortado no caminho";

    REQUIRED_BY_PRODUCT = "a product requires `{element}` and the schema does not", "um produto exige `{element}` e o schema não";
    PRODUCT_WANTS = "required here", "exigido aqui";
    SCHEMA_OPTIONAL = "optional in the schema", "opcional no schema";

    TWO_READINGS = "two readings of `{name}`", "duas leituras de `{name}`";
    SECOND_READING = "another value", "outro valor";
    FIRST_READING = "read first", "lido antes";
    TWO_READINGS_HELP = "keep the reading that holds, and tell of the other in a `note`",
        "deixe a leitura que vale e conte a outra num `note`";

    MISFIT_DEFAULT = "default `{value}` does not fit `{element}`", "o valor padrão `{value}` não serve para `{element}`";
    MISFIT_VALUE = "value `{value}` does not fit the enumeration `{enumeration}`",
        "o valor `{value}` não serve para a enumeração `{enumeration}`";
    SAYS_INT = "says `int`", "diz `int`";
    LEAVE_INT_OUT = "leave `int` out, so that the values are text", "retire o `int`, para que os valores sejam texto";
    FITS_NOTHING = "takes no default", "não aceita valor padrão";
    FITS_AT_MOST = "at most {count} characters", "no máximo {count} caracteres";
    FITS_AT_LEAST = "at least {count} characters", "no mínimo {count} caracteres";
    FITS_INT = "a whole number fits", "cabe um número inteiro";
    FITS_RANGE = "a whole number `{range}` fits", "cabe um número inteiro `{range}`";
    FITS_DECIMAL = "a number with these digits fits", "cabe um número com estes dígitos";
    FITS_NUMBER = "a number fits", "cabe um número";
    FITS_DATE = "`YYYY-MM-DD` fits", "cabe `AAAA-MM-DD`";
    FITS_DATETIME = "`YYYY-MM-DDThh:mm:ss` fits", "cabe `AAAA-MM-DDThh:mm:ss`";
    FITS_TIME = "`hh:mm:ss` fits", "cabe `hh:mm:ss`";
    FITS_BOOL = "`true` or `false` fits", "cabe `true` ou `false`";
    FITS_ENUMERATION = "not in `{enumeration}`", "não está em `{enumeration}`";

    JSON_NO_WRAPPER = "`{element}` has no wrapper, so its JSON form is no path", "`{element}` não tem lista em volta, então a forma JSON não é um caminho";
    JSON_NAME_ALONE = "a name alone fits", "cabe só um nome";
    JSON_NO_WRAPPER_HELP = "write the name alone, or the list with the element around it: `{path} …`",
        "escreva só o nome, ou a lista com o elemento em volta: `{path} …`";
    JSON_NO_PATH = "`{path}` is not a name, nor two names with `/` between them",
        "`{path}` não é um nome nem dois nomes com `/` entre eles";
    JSON_PATH_FITS = "`List/Element` fits", "cabe `Lista/Elemento`";
    JSON_NO_LIST = "`{element}` is not a list of lists", "`{element}` não é uma lista de listas";
    JSON_NO_LIST_HELP = "`nested` stands at a list with a wrapper, and at a field that repeats and whose record is one repeated element",
        "`nested` cabe em uma lista com elemento em volta e em um campo que se repete e cujo registro é um único elemento repetido";
    JSON_NOT_NESTED = "one array at most", "no máximo um array";
    JSON_SAME_VALUE = "`json {form}` changes nothing of `{element}`", "`json {form}` não muda nada em `{element}`";
    JSON_SAME_VALUE_HELP = "take `{form}` out: the value stands like this anyway, or cannot",
        "retire `{form}`: o valor já aparece assim, ou não pode aparecer";
    JSON_TEXT_OF = "a number or a `bool` as text", "um número ou `bool` como texto";
    JSON_NUMBER_OF = "a text as a number", "um texto como número";

    PENDING = "pending: {fact}", "pendente: {fact}";
    NOT_SETTLED = "not settled", "não resolvido";
    PENDING_RELEASE = "a release takes settled facts only", "uma entrega aceita somente fatos resolvidos";

    USELESS_ALLOW = "`allow {code}` silences nothing", "`allow {code}` não silencia nada";
    NOTHING_SILENCED = "no such warning here", "não há esse aviso aqui";
    USELESS_ALLOW_HELP = "take the line out; an `allow` silences warnings of its own block, never errors",
        "retire a linha; um `allow` silencia avisos do próprio bloco, nunca erros";
}
