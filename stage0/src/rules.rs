//! The keywords of the core forms, and which calls of built-in procedures become instructions.

use crate::ast::Condition;
use crate::opcodes::Opcode;

/// Core forms, and auxiliary keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Quote,
    Quasiquote,
    Lambda,
    CaseLambda,
    If,
    Set,
    Begin,
    Let,
    LetStar,
    Letrec,
    And,
    Or,
    When,
    Unless,
    Cond,
    Case,
    Do,
    LetValues,
    LetStarValues,
    Parameterize,
    Guard,
    Delay,
    DelayForce,
    Define,
    DefineValues,
    DefineRecordType,
    DefineLibrary,
    Import,
    At,
    Keyword,
}

/// The keywords and their forms.
pub const FORMS: [(&str, Form); 36] = [
    ("quote", Form::Quote),
    ("quasiquote", Form::Quasiquote),
    ("lambda", Form::Lambda),
    ("case-lambda", Form::CaseLambda),
    ("if", Form::If),
    ("set!", Form::Set),
    ("begin", Form::Begin),
    ("let", Form::Let),
    ("let*", Form::LetStar),
    ("letrec", Form::Letrec),
    ("letrec*", Form::Letrec),
    ("and", Form::And),
    ("or", Form::Or),
    ("when", Form::When),
    ("unless", Form::Unless),
    ("cond", Form::Cond),
    ("case", Form::Case),
    ("do", Form::Do),
    ("let-values", Form::LetValues),
    ("let*-values", Form::LetStarValues),
    ("parameterize", Form::Parameterize),
    ("guard", Form::Guard),
    ("delay", Form::Delay),
    ("delay-force", Form::DelayForce),
    ("define", Form::Define),
    ("define-values", Form::DefineValues),
    ("define-record-type", Form::DefineRecordType),
    ("define-library", Form::DefineLibrary),
    ("import", Form::Import),
    ("%at", Form::At),
    ("else", Form::Keyword),
    ("=>", Form::Keyword),
    ("unquote", Form::Keyword),
    ("unquote-splicing", Form::Keyword),
    ("...", Form::Keyword),
    ("_", Form::Keyword),
];

impl Form {
    /// The least number of data in the form, its keyword included.
    pub fn minimum(self) -> usize {
        match self {
            Form::Begin | Form::And | Form::Or | Form::Cond | Form::CaseLambda | Form::Keyword => 1,
            Form::Quote | Form::Quasiquote | Form::When | Form::Unless | Form::Case | Form::Delay | Form::DelayForce => 2,
            _ => 3,
        }
    }
}

/// How a call of a built-in procedure is open-coded.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// An instruction with so many operands.
    Plain(Opcode, usize),
    Test(Condition, usize),
    /// A test of two operands, exchanged.
    Swapped(Condition),
    /// Folded from the left; with one operand: of the unit and that.
    Fold(Opcode, i64),
    Gather(Opcode),
    RecordOf,
    RecordRef,
    RecordSet,
    /// Accessor and modifier of a type: its descriptor's global, the field, and the name (a constant of the pool).
    Access(u32, u8, u32),
    Modify(u32, u8, u32),
    /// A comparison of characters: of their integers, by the procedure of that name.
    Characters(&'static str),
    CallWithValues,
    Values,
}

/// Types that `branch-type` knows, by number.
pub const TYPE_PREDICATES: [&str; 12] =
    ["symbol?", "string?", "vector?", "bytevector?", "char?", "procedure?", "boolean?", "eof-object?", "number?", "exact-integer?", "fixnum?", "flonum?"];

/// The built-in procedures that are open-coded, and how.
pub const RULES: [(&str, Rule); 50] = {
    use Condition::*;
    use Rule::*;
    [
        ("car", Plain(Opcode::Car, 1)),
        ("cdr", Plain(Opcode::Cdr, 1)),
        ("caar", Plain(Opcode::Caar, 1)),
        ("cadr", Plain(Opcode::Cadr, 1)),
        ("cdar", Plain(Opcode::Cdar, 1)),
        ("cddr", Plain(Opcode::Cddr, 1)),
        ("caddr", Plain(Opcode::Caddr, 1)),
        ("cdddr", Plain(Opcode::Cdddr, 1)),
        ("cons", Plain(Opcode::Cons, 2)),
        ("set-car!", Plain(Opcode::SetCar, 2)),
        ("set-cdr!", Plain(Opcode::SetCdr, 2)),
        ("list", Gather(Opcode::List)),
        ("vector", Gather(Opcode::Vector)),
        ("vector-ref", Plain(Opcode::VectorRef, 2)),
        ("vector-set!", Plain(Opcode::VectorSet, 3)),
        ("vector-length", Plain(Opcode::VectorLength, 1)),
        ("string-ref", Plain(Opcode::StringRef, 2)),
        ("string-length", Plain(Opcode::StringLength, 1)),
        ("bytevector-u8-ref", Plain(Opcode::BytevectorRef, 2)),
        ("bytevector-u8-set!", Plain(Opcode::BytevectorSet, 3)),
        ("bytevector-length", Plain(Opcode::BytevectorLength, 1)),
        ("char->integer", Plain(Opcode::CharToInteger, 1)),
        ("+", Fold(Opcode::Add, 0)),
        ("-", Fold(Opcode::Subtract, 0)),
        ("*", Fold(Opcode::Multiply, 1)),
        ("quotient", Plain(Opcode::Quotient, 2)),
        ("remainder", Plain(Opcode::Remainder, 2)),
        ("modulo", Plain(Opcode::Modulo, 2)),
        ("=", Test(NumberEqual, 2)),
        ("<", Test(Less, 2)),
        ("<=", Test(LessEqual, 2)),
        (">", Swapped(Less)),
        (">=", Swapped(LessEqual)),
        ("char=?", Characters("=")),
        ("char<?", Characters("<")),
        ("char<=?", Characters("<=")),
        ("char>?", Characters(">")),
        ("char>=?", Characters(">=")),
        ("eq?", Test(Eq, 2)),
        ("eqv?", Test(Eqv, 2)),
        ("equal?", Test(Equal, 2)),
        ("not", Test(Not, 1)),
        ("null?", Test(Null, 1)),
        ("pair?", Test(Pair, 1)),
        ("%record", Gather(Opcode::Record)),
        ("%record-of?", RecordOf),
        ("%checked-record-ref", RecordRef),
        ("%checked-record-set!", RecordSet),
        ("call-with-values", CallWithValues),
        ("values", Values),
    ]
};
