//! The words that stand around every diagnostic.

phrases! {
    ERROR = "error", "erro";
    WARNING = "warning", "aviso";
    HELP = "help", "ajuda";
    IN = "in", "em";
    NO_PROBLEM = "no problems", "nenhum problema";
    ONE_ERROR = "{count} error", "{count} erro";
    ERRORS = "{count} errors", "{count} erros";
    ONE_WARNING = "{count} warning", "{count} aviso";
    WARNINGS = "{count} warnings", "{count} avisos";
}
