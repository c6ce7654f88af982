//! What the parser says.

phrases! {
    UNREADABLE = "this statement cannot be read", "não foi possível ler esta instrução";
    UNREADABLE_LABEL = "not a statement", "não é uma instrução";
    UNREADABLE_HELP = "a statement begins with a word of the language or with a name", "uma instrução começa com uma palavra da linguagem ou com um nome";
    SURPLUS_BRACE = "this `}` closes no block", "este `}` não fecha nenhum bloco";
    SURPLUS_BRACE_LABEL = "nothing to close", "nada a fechar";
    SURPLUS_BRACE_FIX = "remove it", "remova-o";

    EDITION_MISSING = "the file does not begin with `{edition}`", "o arquivo não começa com `{edition}`";
    EDITION_MISSING_LABEL = "the edition comes before", "a edição vem antes";
    EDITION_MISSING_FIX = "begin the file with `{edition}`", "comece o arquivo com `{edition}`";
    EDITION_REPEATED = "the edition is given a second time", "a edição foi informada outra vez";
    EDITION_REPEATED_LABEL = "given again", "informada de novo";
    EDITION_FIRST_LABEL = "first given here", "informada aqui primeiro";
    EDITION_UNKNOWN = "edition {edition} of the language is not known", "a edição {edition} da linguagem não é conhecida";
    EDITION_UNKNOWN_LABEL = "only {known} is known", "só a {known} é conhecida";
    EDITION_UNKNOWN_FIX = "use edition {known}", "use a edição {known}";

    BLOCK_UNCLOSED = "the block of `{name}` is not closed", "o bloco de `{name}` não foi fechado";
    BLOCK_UNCLOSED_LABEL = "opened here", "aberto aqui";
    BLOCK_UNCLOSED_FIX = "close the block", "feche o bloco";
    TEXT_UNCLOSED = "a text is not closed on its line", "um texto não foi fechado na sua linha";
    TEXT_UNCLOSED_LABEL = "opened here", "aberto aqui";
    TEXT_UNCLOSED_HELP = "inside a text, a quote is written `\\\"`", "dentro de um texto, escreva as aspas como `\\\"`";
    TEXT_UNCLOSED_FIX = "close the text", "feche o texto";

    UNKNOWN_STATEMENT = "no statement here begins with `{word}`", "nenhuma instrução aqui começa com `{word}`";
    UNKNOWN_STATEMENT_LABEL = "unknown statement", "instrução desconhecida";
    UNKNOWN_STATEMENT_HELP = "what may stand here: {words}", "o que pode estar aqui: {words}";
    MISPLACED_STATEMENT_HELP = "`{word}` belongs into a block of: {homes}", "`{word}` pertence a um bloco de: {homes}";
    MISSPELT_LABEL = "did you mean `{meant}`?", "você quis dizer `{meant}`?";
    MISSPELT_FIX = "write `{meant}`", "escreva `{meant}`";

    UNFIT = "`{found}` does not fit into the statement `{word}`", "`{found}` não cabe na instrução `{word}`";
    UNFIT_LABEL = "expected {fits}", "esperado: {fits}";
    ENDS_EARLY = "the statement `{word}` ends too early: {fits} is missing", "a instrução `{word}` termina cedo demais: falta {fits}";
    ENDS_EARLY_LABEL = "missing here", "falta aqui";
    SURPLUS = "`{found}` is too much in the statement `{word}`", "`{found}` está sobrando na instrução `{word}`";
    SURPLUS_LABEL = "unexpected", "inesperado";
    SURPLUS_HELP = "what may follow: {fits}", "o que pode seguir: {fits}";
    BLOCK_MISSING = "the statement `{word}` needs a block", "a instrução `{word}` precisa de um bloco";
    BLOCK_MISSING_LABEL = "expected `{`", "esperado: `{`";
    BLOCK_MISSING_FIX = "add a block", "acrescente um bloco";
    BLOCK_NOT_OPENED = "the block of `{name}` is not opened", "o bloco de `{name}` não foi aberto";
    BLOCK_NOT_OPENED_LABEL = "expected `{`", "esperado: `{`";
    BLOCK_NOT_OPENED_FIX = "open the block", "abra o bloco";
    BLOCK_SURPLUS = "`{name}` takes no block", "`{name}` não tem bloco";
    BLOCK_SURPLUS_LABEL = "no block here", "sem bloco aqui";

    FILE_TOO_LARGE = "the file has {size} bytes, more than the {limit} that a mapping may have", "o arquivo tem {size} bytes, mais do que os {limit} que um mapeamento pode ter";
    FILE_TOO_LARGE_LABEL = "not read", "não lido";
    FILE_TOO_LARGE_HELP = "divide it into several files", "divida-o em vários arquivos";
    TOO_DEEP = "more than {limit} blocks stand inside one another", "há mais de {limit} blocos uns dentro dos outros";
    TOO_DEEP_LABEL = "too deep", "fundo demais";

    DOC_WITHOUT_PLACE = "`///` describes nothing here: the statement keeps no description", "`///` não descreve nada aqui: a instrução não guarda descrição";
    DOC_WITHOUT_PLACE_LABEL = "kept nowhere", "não fica em lugar nenhum";
    DOC_WITHOUT_PLACE_HELP = "write `//` for a note to the reader of the file, or a `note \"…\"` in the block to keep it",
        "escreva `//` para um recado a quem lê o arquivo, ou um `note \"…\"` no bloco para guardá-lo";
    DOC_WITHOUT_PLACE_FIX = "make it a note to the reader of the file", "tornar um recado a quem lê o arquivo";
}
