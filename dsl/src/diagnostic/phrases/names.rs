//! What name resolution says.

phrases! {
    NOT_DEFINED = "not defined", "não definido";
    DEFINED_HERE = "defined here", "definido aqui";
    WRITE_INSTEAD = "write `{name}`", "escreva `{name}`";
    WHAT_FITS = "what fits: {fits}", "o que cabe: {fits}";

    DEFINED_TWICE = "`{name}` is defined twice", "`{name}` está definido duas vezes";
    DEFINED_AGAIN = "defined again", "definido de novo";
    DEFINED_FIRST = "first defined here", "definido primeiro aqui";
    KNOWN_SYSTEM = "`{name}` is a system that every mapping knows", "`{name}` é um sistema que todo mapeamento já conhece";
    KNOWN_SYSTEM_HELP = "remove this line; the name can be used without it", "remova esta linha; o nome pode ser usado sem ela";
    KNOWN_TYPE = "`{name}` is a type of the language", "`{name}` é um tipo da linguagem";
    KNOWN_TYPE_HELP = "choose another name; a field of type `text`, `int` or `date` never means a definition",
        "escolha outro nome; um campo do tipo `text`, `int` ou `date` nunca indica uma definição";

    UNKNOWN_MESSAGE = "message `{name}` is not defined", "a mensagem `{name}` não está definida";
    UNKNOWN_MESSAGE_VERSION = "message `{name}` is not defined in version {version}", "a mensagem `{name}` não está definida na versão {version}";
    DEFINED_VERSION = "version {version} is defined here", "a versão {version} está definida aqui";

    UNKNOWN_PROFILE = "profile `{name}` is not defined", "o perfil `{name}` não está definido";
    NOT_IN_PROFILE = "this adapter does not exist in profile `{name}`", "este adapter não existe no perfil `{name}`";
    NEVER_HOLDS = "never holds", "nunca vale";
    ONLY_THERE = "it exists in these alone", "ele existe somente nestes";
    EXTENDS_ITSELF = "profile `{name}` extends itself", "o perfil `{name}` estende a si mesmo";
    LEADS_BACK = "leads back to it", "leva de volta a ele";
    UNKNOWN_PARAMETER = "parameter `{name}` is not defined", "o parâmetro `{name}` não está definido";
    NO_SWITCH = "parameter `{name}` cannot turn a mask off", "o parâmetro `{name}` não pode desligar uma máscara";
    ON_OR_OFF = "not a `bool`", "não é `bool`";

    UNKNOWN_TYPE = "type `{name}` is not defined", "o tipo `{name}` não está definido";
    USE_BLOCK = "a line `use {block}` makes it visible here", "uma linha `use {block}` torna o tipo visível aqui";
    TYPE_IN_TWO_BLOCKS = "two of the used types blocks define `{name}`", "dois dos blocos de tipos usados definem `{name}`";
    WHICH_ONE = "which one", "qual deles";
    RECORD_AS_VALUE = "`{name}` is a record, which neither an attribute nor the text of an element can hold",
        "`{name}` é um registro, que nem um atributo nem o texto de um elemento pode conter";
    RECORD_HERE = "a record", "um registro";
    VALUE_WANTED = "give it a type such as `text`, or an enumeration", "dê a ele um tipo como `text`, ou uma enumeração";

    UNKNOWN_KEY = "key `{name}` is not defined", "a chave `{name}` não está definida";
    KEY_LIKE_ITSELF = "key `{name}` takes over its own template", "a chave `{name}` toma a forma de si mesma";
    KEY_LIKE_ITSELF_HELP = "write out the template in one of the keys", "escreva a forma por extenso em uma das chaves";
    BACK_HERE = "leads back here", "volta para cá";

    UNKNOWN_LOAD_FIELD = "field `{name}` of the load is in neither the key nor a table",
        "o campo `{name}` da carga não está nem na chave nem em uma tabela";
    WIDTH_UNKNOWN = "width unknown", "largura desconhecida";
    UNKNOWN_LOAD_FIELD_HELP = "write its type behind it, as in `{name} char(2)`, or describe it in its `table`",
        "escreva o tipo depois dele, como em `{name} char(2)`, ou descreva o campo na sua `table`";

    UNKNOWN_SYSTEM = "system `{name}` is not declared", "o sistema `{name}` não está declarado";
    DECLARE_SYSTEM = "a line `system {name} \"…\"` at the top of the file declares it",
        "uma linha `system {name} \"…\"` no início do arquivo declara o sistema";

    UNKNOWN_ELEMENT = "{parent} has no element `{name}`", "{parent} não tem o elemento `{name}`";
    NO_SUCH_ELEMENT = "not there", "não existe";
    LIST_UNFINISHED = "`{name}` is half of the list `{whole}`", "`{name}` é metade da lista `{whole}`";
    HALF_A_LIST = "half of a list", "metade de uma lista";
    NOTHING_INSIDE = "`{parent}` holds a value, so `{name}` cannot be inside it", "`{parent}` contém um valor, então `{name}` não pode estar dentro dele";
    HOLDS_A_VALUE = "holds a value", "contém um valor";
    NO_VALUE_TO_COMPARE = "`{name}` holds elements, not a value to compare", "`{name}` contém elementos, e não um valor para comparar";

    UNKNOWN_VALUE = "`{value}` is not a value of `{name}`", "`{value}` não é um valor de `{name}`";
    NO_SUCH_VALUE = "not in the list", "fora da lista";

    FIELD_OF_ANOTHER_ALIAS = "field `{field}` does not belong to alias `{alias}`", "o campo `{field}` não pertence ao alias `{alias}`";
    FIELDS_BEGIN_WITH = "fields of `{alias}` begin with `{prefix}_`", "os campos de `{alias}` começam com `{prefix}_`";
    FIELD_BELONGS_TO = "`{field}` belongs to `{alias}`", "`{field}` pertence a `{alias}`";

    FIELD_NAME_TOO_LONG = "field name `{field}` has {found} letters, and the dictionary takes {limit}",
        "o nome de campo `{field}` tem {found} letras, e o dicionário aceita {limit}";
    TOO_LONG = "too long", "longo demais";

    STATEMENT_MISSING = "this `{block}` lacks `{statement}`", "falta `{statement}` neste `{block}`";
    LACKS_STATEMENT = "without `{statement}`", "sem `{statement}`";
    LINE_SUCH_AS = "add a line such as `{example}`", "acrescente uma linha como `{example}`";
    VALUE_NAME_MISSING = "the value `{value}` lacks a name", "falta um nome para o valor `{value}`";
    LACKS_NAME = "without a name", "sem nome";
    VALUE_NAME_HELP = "write a name behind it, as in `001 Cash`; only a value that is a name itself needs none",
        "escreva um nome depois dele, como em `001 Cash`; só um valor que já é um nome dispensa isso";

    GIVEN_TWICE = "`{statement}` is given twice", "`{statement}` aparece duas vezes";
    GIVEN_AGAIN = "given again", "aparece de novo";
    GIVEN_FIRST = "first given here", "aparece primeiro aqui";

    UNKNOWN_TYPES = "types block `{name}` is not defined", "o bloco de tipos `{name}` não está definido";
    UNKNOWN_TYPES_VERSION = "types block `{name}` is not defined in version {version}",
        "o bloco de tipos `{name}` não está definido na versão {version}";

    RUST_NAMES_COLLIDE = "two different names would be `{name}` in Rust", "dois nomes diferentes seriam `{name}` em Rust";
    CALLED_IN_RUST = "`{name}` in Rust", "`{name}` em Rust";
    GIVE_ANOTHER_NAME = "name one of them otherwise: a field with `as …`, a value with a name behind it",
        "dê outro nome a um deles: a um campo com `as …`, a um valor com um nome depois dele";

    ROUTINE_NOT_THERE = "no adapter has the routine `{name}`", "nenhum adapter tem a rotina `{name}`";
    NO_ADAPTER = "no adapter", "nenhum adapter";
    SECTION_NOT_THERE = "no message is called `{name}`", "nenhuma mensagem se chama `{name}`";
    NO_MESSAGE = "no message", "nenhuma mensagem";

    RECORD_IN_ITSELF = "record `{name}` contains itself", "o registro `{name}` contém a si mesmo";
    HOLDS_ITSELF = "contains itself", "contém a si mesmo";
    ON_THE_WAY = "by way of this field", "por meio deste campo";

    UNFIT_WORD = "`{word}` does not fit here", "`{word}` não cabe aqui";
    NOT_ALONE = "`{word}` stands alone", "`{word}` vem sozinho";
    SAYS_IT_ALL = "with other words", "com outras palavras";

    UNREADABLE_VERSION = "`{word}` is not a version such as `2.001`", "`{word}` não é uma versão como `2.001`";
    THREE_DIGITS = "three digits after the point", "três dígitos depois do ponto";

    UNKNOWN_DEPARA = "this adapter has no De-Para `{name}`", "este adapter não tem o De-Para `{name}`";
    DEPARA_LIKE_ITSELF = "De-Para `{name}` takes over its own lines", "o De-Para `{name}` toma as linhas de si mesmo";

    SIZE_OUT_OF_BOUNDS = "{found} is not a size", "{found} não é um tamanho";
    AT_LEAST_ONE = "at least 1", "pelo menos 1";
    TOO_WIDE = "no field has {found} characters", "nenhum campo tem {found} caracteres";
    AT_MOST_SIZE = "at most {limit}", "no máximo {limit}";
    RANGE_UPSIDE_DOWN = "at least {min} and at most {max} leaves no room", "no mínimo {min} e no máximo {max} não deixa espaço";
    NOTHING_FITS = "nothing fits", "nada cabe";
    SCALE_OUT_OF_BOUNDS = "{scale} digits after the point are more than {digits} in all", "{scale} casas decimais são mais do que {digits} dígitos ao todo";
    AT_MOST_ALL_DIGITS = "more than in all", "mais do que ao todo";
    TYPE_ARGUMENTS = "`{name}` is not written like this", "`{name}` não se escreve assim";
    FACET_OF_TEXT = "`{facet}` says something of `text` alone", "`{facet}` só diz respeito a `text`";
    NOT_A_TEXT = "not a text", "não é um texto";
    AT_MOST_ONCE = "`{name}` can be there only once", "`{name}` só pode aparecer uma vez";
    REPEATED_HERE = "repeated", "repetido";
}
