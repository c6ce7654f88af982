//! The syntax trees of what a record says of each member: a catalog has tens of thousands of these lines, and making their trees at
//! once takes a small part of the time that parsing the tokens of `quote!` would.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Field, ImplItem, Lifetime, Lit, LitInt, LitStr, Member, Pat, Path, Stmt, Token, Type, Visibility};

/// A call that says something of a constant: `.max_length(40)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Say<'c> {
    method: &'static str,
    arguments: Vec<Argument<'c>>,
}

/// An argument of such a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Argument<'c> {
    Text(&'c str),
    Number(i64),
}

impl<'c> Say<'c> {
    pub(crate) fn new<const N: usize>(method: &'static str, arguments: [Argument<'c>; N]) -> Self {
        Self { method, arguments: arguments.into() }
    }
}

/// Behind the expression that it says something of.
impl ToTokens for Say<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (method, arguments) = (word(self.method), self.arguments.iter().map(argument));
        tokens.extend(quote::quote!(.#method(#(#arguments),*)));
    }
}

fn argument(argument: &Argument<'_>) -> Expr {
    match argument {
        Argument::Text(text) => literal(Lit::Str(LitStr::new(text, Span::call_site()))),
        Argument::Number(number) => literal(Lit::Int(self::number(*number))),
    }
}

fn number(number: i64) -> LitInt {
    LitInt::new(&number.to_string(), Span::call_site())
}

fn literal(lit: Lit) -> Expr {
    Expr::Lit(syn::ExprLit { attrs: Vec::new(), lit })
}

/// A word of the generator's own.
pub(crate) fn word(word: &'static str) -> Ident {
    Ident::new(word, Span::call_site())
}

/// The path of these names.
pub(crate) fn path(names: impl IntoIterator<Item = Ident>) -> Path {
    Path { leading_colon: None, segments: names.into_iter().map(syn::PathSegment::from).collect() }
}

/// `::depara::Field`.
pub(crate) fn runtime(name: &'static str) -> Path {
    Path { leading_colon: Some(<Token![::]>::default()), ..path([word("depara"), word(name)]) }
}

/// `Text<'a>`.
pub(crate) fn with_lifetime(path: Path, lifetime: &str) -> Path {
    with_argument(path, syn::GenericArgument::Lifetime(Lifetime::new(lifetime, Span::call_site())))
}

/// `::depara::Values<bool>`.
pub(crate) fn values(inner: Type) -> Type {
    r#type(with_argument(runtime("Values"), syn::GenericArgument::Type(inner)))
}

/// `Option<bool>`.
pub(crate) fn wrapped(name: &'static str, inner: Type) -> Type {
    r#type(with_argument(path([word(name)]), syn::GenericArgument::Type(inner)))
}

fn with_argument(mut path: Path, argument: syn::GenericArgument) -> Path {
    if let Some(last) = path.segments.last_mut() {
        last.arguments = syn::PathArguments::AngleBracketed(syn::AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: <Token![<]>::default(),
            args: Punctuated::from_iter([argument]),
            gt_token: <Token![>]>::default(),
        });
    }
    path
}

pub(crate) fn r#type(path: Path) -> Type {
    Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path })
}

/// `source`.
pub(crate) fn variable(name: &'static str) -> Expr {
    expression(path([word(name)]))
}

fn expression(path: Path) -> Expr {
    Expr::Path(syn::ExprPath { attrs: Vec::new(), qself: None, path })
}

/// `&Self::CODE`.
pub(crate) fn constant(name: &Ident) -> Expr {
    reference(None, expression(path([word("Self"), name.clone()])))
}

/// `self.code`.
pub(crate) fn field(name: &Ident) -> Expr {
    Expr::Field(syn::ExprField {
        attrs: Vec::new(),
        base: Box::new(variable("self")),
        dot_token: <Token![.]>::default(),
        member: Member::Named(name.clone()),
    })
}

/// `&…`.
pub(crate) fn shared(expr: Expr) -> Expr {
    reference(None, expr)
}

/// `&mut …`.
pub(crate) fn mutable(expr: Expr) -> Expr {
    reference(Some(<Token![mut]>::default()), expr)
}

fn reference(mutability: Option<Token![mut]>, expr: Expr) -> Expr {
    Expr::Reference(syn::ExprReference { attrs: Vec::new(), and_token: <Token![&]>::default(), mutability, expr: Box::new(expr) })
}

/// `receiver.method(arguments)`.
pub(crate) fn call(receiver: Expr, method: &'static str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::MethodCall(syn::ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(receiver),
        dot_token: <Token![.]>::default(),
        method: word(method),
        turbofish: None,
        paren_token: syn::token::Paren::default(),
        args: arguments.into_iter().collect(),
    })
}

/// `…?`.
pub(crate) fn attempt(expr: Expr) -> Expr {
    Expr::Try(syn::ExprTry { attrs: Vec::new(), expr: Box::new(expr), question_token: <Token![?]>::default() })
}

/// `…;`.
pub(crate) fn statement(expr: Expr) -> Stmt {
    Stmt::Expr(expr, Some(<Token![;]>::default()))
}

/// `0 => …,`.
pub(crate) fn arm(place: usize, body: Expr) -> syn::Arm {
    let place = LitInt::new(&place.to_string(), Span::call_site());
    syn::Arm {
        attrs: Vec::new(),
        pat: Pat::Lit(syn::ExprLit { attrs: Vec::new(), lit: Lit::Int(place) }),
        fat_arrow_token: <Token![=>]>::default(),
        body: Box::new(body),
        comma: Some(<Token![,]>::default()),
    }
}

/// `const CODE: ::depara::Field = ::depara::field!("Code").max_length(40);`
pub(crate) fn field_constant(name: &Ident, element: &str, said: &[Say<'_>]) -> ImplItem {
    let mac = syn::Macro {
        path: runtime("field"),
        bang_token: <Token![!]>::default(),
        delimiter: syn::MacroDelimiter::Paren(syn::token::Paren::default()),
        tokens: proc_macro2::TokenTree::from(proc_macro2::Literal::string(element)).into(),
    };
    let named = Expr::Macro(syn::ExprMacro { attrs: Vec::new(), mac });
    let expr = said.iter().fold(named, |expr, Say { method, arguments }| call(expr, method, arguments.iter().map(argument)));
    ImplItem::Const(syn::ImplItemConst {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: syn::ConstModifiers::default(),
        const_token: <Token![const]>::default(),
        ident: name.clone(),
        generics: syn::Generics::default(),
        colon_token: <Token![:]>::default(),
        ty: r#type(runtime("Field")),
        eq_token: <Token![=]>::default(),
        expr,
        semi_token: <Token![;]>::default(),
    })
}

/// `pub code: Option<bool>`, with the lines of its doc comment.
pub(crate) fn public_field(doc: impl IntoIterator<Item = String>, name: &Ident, ty: Type) -> Field {
    Field {
        attrs: doc.into_iter().map(|line| doc_line(&line)).collect(),
        vis: Visibility::Public(<Token![pub]>::default()),
        modifiers: syn::FieldModifiers::default(),
        ident: Some(name.clone()),
        colon_token: Some(<Token![:]>::default()),
        ty,
        default: None,
    }
}

/// `#[doc = " Code."]`.
fn doc_line(line: &str) -> Attribute {
    let value = literal(Lit::Str(LitStr::new(line, Span::call_site())));
    Attribute {
        pound_token: <Token![#]>::default(),
        style: syn::AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta: syn::Meta::NameValue(syn::MetaNameValue { path: path([word("doc")]), eq_token: <Token![=]>::default(), value }),
    }
}
