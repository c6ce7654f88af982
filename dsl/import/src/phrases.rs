//! Every sentence of the report and of imported maps, in both languages.

use depara_dsl::diagnostic::Phrase;

/// Declares the table: each sentence once, in both languages.
macro_rules! phrases {
    ($($name:ident = $en:literal, $pt:literal;)*) => {
        $(pub(crate) static $name: Phrase = Phrase { en: $en, pt: $pt };)*

        #[cfg(test)]
        pub(crate) static ALL: &[(&str, &Phrase)] = &[$((stringify!($name), &$name)),*];
    };
}

phrases! {
    // Files.
    NOT_UTF8 = "the file is not UTF-8; read as Windows-1252", "o arquivo não está em UTF-8; lido como Windows-1252";
    NOT_A_SCHEMA = "no schema: `{found}`", "não é um esquema: `{found}`";
    NO_XML = "no XML element", "nenhum elemento XML";
    BROKEN_XML = "not well formed: {reason}; read up to here", "malformado: {reason}; lido até aqui";
    BROKEN_JSON = "not JSON: `{found}`; read up to here", "não é JSON: `{found}`; lido até aqui";
    MENDED_JSON = "a comma is missing or too many before `{found}`; read all the same", "falta ou sobra uma vírgula antes de `{found}`; lido mesmo assim";
    TOO_DEEP = "nested too deep; what is deeper is left out", "aninhamento profundo demais; o que está abaixo ficou de fora";
    KEY_TWICE = "`{name}` is there twice; the later one counts", "`{name}` aparece duas vezes; vale a última";
    ENVELOPE = "the envelope, which every message has; nothing to import", "o envelope, comum a todas as mensagens; nada a importar";
    OTHER_EXTENSION = "neither .xsd nor .json; left out", "nem .xsd nem .json; ficou de fora";
    IRREGULAR_NAME = "the file name is read as `{name}` {version}", "o nome do arquivo foi lido como `{name}` {version}";
    VERSION_GUESSED = "no version in the file name; taken as {version}", "sem versão no nome do arquivo; assumida a {version}";
    SAME_MESSAGE = "`{name}` {version} comes from `{other}`; this file is left out", "`{name}` {version} vem de `{other}`; este arquivo ficou de fora";
    MAP_TOO_LARGE = "the map would be too large ({found} bytes); left out", "o mapa seria grande demais ({found} bytes); ficou de fora";
    // Structure.
    MISPLACED_READ = "`{name}` does not belong into `{parent}`; read as if it stood where it belongs", "`{name}` não cabe em `{parent}`; lido como se estivesse no lugar certo";
    MISPLACED_LEFT_OUT = "`{name}` does not belong into `{parent}`; left out", "`{name}` não cabe em `{parent}`; ficou de fora";
    TWO_TYPES = "a type by name and a type inside; the one inside counts", "um tipo por nome e outro interno; vale o interno";
    NO_SUBSTITUTION_GROUP = "`{name}` lacks its substitution group; imported all the same", "falta o substitutionGroup de `{name}`; importado mesmo assim";
    DOCUMENTATION_NAMESPACE = "{count} FieldDocumentation in the namespace of the schema; read all the same", "{count} FieldDocumentation no namespace do esquema; lidas mesmo assim";
    UNKNOWN_DOCUMENTATION = "`{name}` is no documentation that is known; left out", "`{name}` não é uma documentação conhecida; ficou de fora";
    NO_NAME = "an element without a name; left out", "elemento sem nome; ficou de fora";
    ELEMENT_TWICE = "`{name}` is there twice in one record; the second one is left out", "`{name}` aparece duas vezes no mesmo registro; a segunda ficou de fora";
    CONTENT_TWICE = "`{name}` is there twice; the second one is left out", "`{name}` aparece duas vezes; o segundo ficou de fora";
    UNREADABLE_COUNT = "`{attribute}=\"{value}\"` is no number; taken as {taken}", "`{attribute}=\"{value}\"` não é um número; assumido {taken}";
    BOUNDS_UPSIDE_DOWN = "minimum {min} and maximum {max} leave no room; only the maximum is kept", "mínimo {min} e máximo {max} não deixam espaço; ficou só o máximo";
    FACET_LEFT_OUT = "`{facet}` = `{value}` has no form in the language; left out", "`{facet}` = `{value}` não tem forma na linguagem; ficou de fora";
    DEFAULT_LEFT_OUT = "the default `{value}` does not fit its type; left out", "o padrão `{value}` não cabe no tipo; ficou de fora";
    VALUE_TWICE = "the value `{value}` is there twice", "o valor `{value}` aparece duas vezes";
    OPTIONAL_GROUP = "a group that may be missing as a whole; its elements are optional one by one", "um grupo opcional como um todo; seus elementos ficaram opcionais um a um";
    CHOICE = "a choice with parts of several elements; its elements are optional", "uma escolha com partes de vários elementos; seus elementos ficaram opcionais";
    RECURSIVE = "`{name}` contains itself; the inner one is untyped", "`{name}` contém a si mesmo; o interno ficou sem tipo";
    EMPTY_RECORD = "the type of `{name}` has no content; untyped", "o tipo de `{name}` não tem conteúdo; ficou sem tipo";
    UNKNOWN_JSON_TYPE = "the type `{found}` is not of JSON Schema; taken as `{name}`", "o tipo `{found}` não é do JSON Schema; lido como `{name}`";
    NUMBER_AS_TEXT = "`{name}` is given as text", "`{name}` está em forma de texto";
    MISSPELT = "`{found}` is taken as `{name}`", "`{found}` foi lido como `{name}`";
    NOT_A_DEFINITION = "`{found}` cannot be read; taken as `{name}`", "`{found}` não pôde ser lido; assumido `{name}`";
    // Holes.
    INCLUDE_NOT_FOUND = "include not found: `{name}`", "include não encontrado: `{name}`";
    HOLE = "`{name}` is not there; its elements are untyped and pending", "`{name}` não existe; seus elementos ficaram sem tipo e pendentes";
    NO_CONTENT = "no business content", "sem conteúdo de negócio";
    // Guesses.
    CONTENT_GUESSED = "no business content is named; `{name}` is taken for it", "nenhum conteúdo de negócio indicado; assumido `{name}`";
    KIND_GUESSED = "not said whether event or request (`{found}`); taken as event", "não diz se é evento ou requisição (`{found}`); assumido evento";
    CHILD_GUESSED = "the elements of the list `{wrapper}` are not named; `{name}` is a guess", "os elementos da lista `{wrapper}` não têm nome; `{name}` é uma suposição";
    RENAMED = "`{found}` is no name of an element; called `{name}`", "`{found}` não é nome de elemento; chamado `{name}`";
    SYSTEM_RENAMED = "product `{found}` is taken as `{name}`", "produto `{found}` lido como `{name}`";
    // Contradictions.
    PRODUCT_LONGER = "{product} holds {found} characters, the schema {limit}", "{product} guarda {found} caracteres; o esquema, {limit}";
    PRODUCT_REQUIRES = "{product} requires it, the schema does not", "{product} exige; o esquema não";
    ONLY_IN_XSD = "only in the XSD", "só no XSD";
    ONLY_IN_JSON = "only in the JSON schema", "só no esquema JSON";
    CASE_DIFFERS = "the JSON schema writes `{found}`", "o esquema JSON escreve `{found}`";
    REQUIRED_DIFFERS = "required by the {form} alone", "exigido só pelo {form}";
    REPEATS_DIFFERS = "a list in the {form} alone", "lista só no {form}";
    TYPE_DIFFERS = "type {xsd} in the XSD, {json} in the JSON schema", "tipo {xsd} no XSD, {json} no esquema JSON";
    LENGTH_DIFFERS = "length {xsd} in the XSD, {json} in the JSON schema", "tamanho {xsd} no XSD, {json} no esquema JSON";
    DIGITS_DIFFER = "digits {xsd} in the XSD, {json} in the JSON schema", "dígitos {xsd} no XSD, {json} no esquema JSON";
    VALUES_DIFFER = "values {xsd} in the XSD, {json} in the JSON schema", "valores {xsd} no XSD, {json} no esquema JSON";
    FORMS_DIFFER = "the JSON schemas of its messages disagree on its form, which is left out: {forms}", "os esquemas JSON das mensagens discordam quanto à forma, que ficou de fora: {forms}";
    FACTS_FROM_JSON = "the product facts come from the JSON schema", "os fatos de produto vêm do esquema JSON";
    // Texts of maps.
    PENDING_INCLUDE = "{name}: include not found", "{name}: include não encontrado";
    PENDING_TYPE = "{name}: type not defined", "{name}: tipo não definido";
    PENDING_CONTENT = "BusinessContent: not in the schema", "BusinessContent: não está no esquema";
    BECAUSE_TOO_LONG = "The schema's documentation has this name with {found} letters.", "A documentação do esquema traz o nome com {found} letras.";
    PENDING_KEY = "Which key this element carries: `key ALIAS.FIELD`, or `refers MESSAGE` if it is another message's.", "Falta dizer qual chave este elemento traz: `key ALIAS.CAMPO`, ou `refers MENSAGEM` se for de outra mensagem.";
    PENDING_REFERENCE = "Of which message the key of this element is: `refers MESSAGE`.", "Falta dizer de qual mensagem é a chave deste elemento: `refers MENSAGEM`.";
    BECAUSE_PENDING = "Which of the two lengths holds is pending.", "Qual dos dois tamanhos vale está pendente.";
    SEGMENT = "Segment: {name}", "Segmento: {name}";
    SENDS = "sends {operations}", "envia {operations}";
    RECEIVES = "receives {operations}", "recebe {operations}";
    INSERT = "insert", "inclusão";
    UPDATE = "update", "alteração";
    DELETE = "delete", "exclusão";
    FACET_NOTE = "{facet}: {value}", "{facet}: {value}";
    REQUIRED_NOTE = "required", "obrigatório";
    NOT_AVAILABLE = "not available", "não disponível";
    // Counts of what is left out by rule.
    COUNT_PLACEHOLDERS = "{count} placeholders in product documentation", "{count} textos de preenchimento na documentação de produtos";
    COUNT_REPEATED = "{count} product descriptions that repeat the element's own", "{count} descrições de produto que repetem a do elemento";
    COUNT_CONTACTS = "{count} contacts of products", "{count} contatos de produtos";
    COUNT_CAN_UPDATE = "{count} marks `canUpdate`", "{count} marcas `canUpdate`";
    COUNT_UNUSED = "{count} types that no element uses", "{count} tipos que nenhum elemento usa";
    COUNT_BOOLEAN_REQUIRED = "{count} times `required: false` on a property", "{count} vezes `required: false` em uma propriedade";
    COUNT_REF_TYPE = "{count} times `type` beside `$ref`", "{count} vezes `type` ao lado de `$ref`";
    COUNT_EXAMPLES = "{count} examples", "{count} exemplos";
    // The report itself.
    SUMMARY = "files read: {files}; messages: {messages}; blocks of shared types: {types}", "arquivos lidos: {files}; mensagens: {messages}; blocos de tipos compartilhados: {types}";
    AND_MORE = "… and {count} more; `--pedantic` lists them all", "… e mais {count}; `--pedantic` lista todos";
    LEFT_OUT_BY_RULE = "Left out by rule:", "Ficou de fora por regra:";
    LOSS = "loss", "perda";
    DAMAGE = "damage", "dano";
    HOLES = "hole", "lacuna";
    SKIPPED = "skipped", "omitido";
    GUESS = "guess", "suposição";
    CONTRADICTION = "contradiction", "contradição";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        for (name, phrase) in super::ALL {
            assert_eq!(placeholders(phrase.en), placeholders(phrase.pt), "{name}");
            assert!(!phrase.en.is_empty() && !phrase.pt.is_empty(), "{name}");
        }
    }
}
