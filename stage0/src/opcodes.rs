//! Generated from `scheme-src/machine/opcodes.scm` by `cargo xtask codegen`. Do not edit.
//!
//! The bytecode's instructions: their numbers, and how their words are laid out.

/// An instruction's number: the low byte of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Opcode {
    /// a := register b.
    Move = 0,
    /// a := signed 16-bit integer.
    LoadInteger = 1,
    /// a := the value whose bits are bc: a singleton or a character.
    LoadImmediate = 2,
    /// a := constant x of the pool.
    LoadConstant = 3,
    /// a := global x, which must be defined.
    GlobalRef = 4,
    /// global x := a, which must be defined.
    GlobalSet = 5,
    /// global x := a.
    GlobalDefine = 6,
    /// a := free value b of the closure.
    CapturedRef = 7,
    /// a := fresh cell holding b.
    MakeCell = 8,
    /// a := contents of cell b, which must be assigned.
    CellRef = 9,
    /// contents of cell a := b.
    CellSet = 10,
    /// a := contents of the cell that is free value b.
    CapturedCellRef = 11,
    /// a := closure over code x; each further word names a register, or with bit 31 a free value.
    Closure = 12,
    /// free value b of closure a := c.
    ClosurePatch = 13,
    /// go x words on.
    Jump = 14,
    /// call with b arguments.
    Call = 15,
    /// the same, of global x.
    CallGlobal = 16,
    /// call with b arguments in place of this frame.
    TailCall = 17,
    /// the same, of global x.
    TailCallGlobal = 18,
    /// return a.
    Return = 19,
    /// a := primitive x of the b registers from a on.
    Primitive = 20,
    /// a required arguments, b = 1: and a list of the rest; go x on when the count does not fit.
    Clause = 21,
    /// the argument count fits no clause: error.
    NoClause = 22,
    /// spread the values in a over b registers from a on; c = 1: and a list of the rest.
    Unpack = 23,
    /// the program is at its end; register 1 is its value.
    Halt = 24,
    /// jump when a is #f.
    BranchFalse = 25,
    /// jump unless a is #f.
    BranchTrue = 26,
    /// (null? a).
    BranchNull = 27,
    /// (pair? a).
    BranchPair = 28,
    /// a is of the type with number b.
    BranchType = 29,
    /// a is a record of the descriptor in global y.
    BranchRecord = 30,
    /// (eq? a b).
    BranchEq = 31,
    /// (eqv? a b).
    BranchEqv = 32,
    /// (equal? a b).
    BranchEqual = 33,
    /// jump when a has the bits bc.
    BranchEqImmediate = 34,
    /// jump unless a has the bits bc.
    BranchUneqImmediate = 35,
    /// a is constant y.
    BranchEqConstant = 36,
    /// (= a b).
    BranchNumberEqual = 37,
    /// (< a b).
    BranchLess = 38,
    /// (<= a b).
    BranchLessEqual = 39,
    /// (= a b), b a signed 8-bit integer.
    BranchIntegerEqual = 40,
    /// (< a b), b a signed 8-bit integer.
    BranchIntegerLess = 41,
    /// (> a b), b a signed 8-bit integer.
    BranchIntegerGreater = 42,
    /// (char=? a b).
    BranchCharEqual = 43,
    /// (char<? a b).
    BranchCharLess = 44,
    /// (char<=? a b).
    BranchCharLessEqual = 45,
    /// go on by table x: constants to distances, and one distance for all others.
    Switch = 46,
    /// a := (+ b c).
    Add = 47,
    /// a := (- b c).
    Subtract = 48,
    /// a := (* b c).
    Multiply = 49,
    /// a := (+ b c), c a signed 8-bit integer.
    AddInteger = 50,
    /// a := (quotient b c).
    Quotient = 51,
    /// a := (remainder b c).
    Remainder = 52,
    /// a := (modulo b c).
    Modulo = 53,
    /// a := (cons b c).
    Cons = 54,
    /// a := (car b).
    Car = 55,
    /// a := (cdr b).
    Cdr = 56,
    /// a := (caar b).
    Caar = 57,
    /// a := (cadr b).
    Cadr = 58,
    /// a := (cdar b).
    Cdar = 59,
    /// a := (cddr b).
    Cddr = 60,
    /// a := (caddr b).
    Caddr = 61,
    /// a := (cdddr b).
    Cdddr = 62,
    /// (set-car! a b).
    SetCar = 63,
    /// (set-cdr! a b).
    SetCdr = 64,
    /// a := list of the b registers from a on.
    List = 65,
    /// a := vector of the b registers from a on.
    Vector = 66,
    /// a := (vector-ref b c).
    VectorRef = 67,
    /// a := element c of vector b.
    VectorRefInteger = 68,
    /// (vector-set! a b c).
    VectorSet = 69,
    /// a := (vector-length b).
    VectorLength = 70,
    /// a := (string-ref b c).
    StringRef = 71,
    /// a := (string-length b).
    StringLength = 72,
    /// a := (bytevector-u8-ref b c).
    BytevectorRef = 73,
    /// (bytevector-u8-set! a b c).
    BytevectorSet = 74,
    /// a := (bytevector-length b).
    BytevectorLength = 75,
    /// a := (char->integer b).
    CharToInteger = 76,
    /// a := record of the b registers from a on, the descriptor first.
    Record = 77,
    /// a := field c of record b of the descriptor in global x; y: constant, the accessor's name.
    RecordRef = 78,
    /// field c of record a of the descriptor in global x := b; y: the modifier's name.
    RecordSet = 79,
}

/// Name, operands, words that follow, and whether as many more follow as b says: of each instruction, by its number.
pub const OPCODES: [(&str, &str, usize, bool); 80] = [
    ("move", "a b", 0, false),
    ("load-integer", "a bc", 0, false),
    ("load-immediate", "a bc", 0, false),
    ("load-constant", "a x", 1, false),
    ("global-ref", "a x", 1, false),
    ("global-set", "a x", 1, false),
    ("global-define", "a x", 1, false),
    ("captured-ref", "a b", 0, false),
    ("make-cell", "a b", 0, false),
    ("cell-ref", "a b", 0, false),
    ("cell-set", "a b", 0, false),
    ("captured-cell-ref", "a b", 0, false),
    ("closure", "a b x", 1, true),
    ("closure-patch", "a b c", 0, false),
    ("jump", "x", 1, false),
    ("call", "a b", 0, false),
    ("call-global", "a b x", 1, false),
    ("tail-call", "a b", 0, false),
    ("tail-call-global", "a b x", 1, false),
    ("return", "a", 0, false),
    ("primitive", "a b x", 1, false),
    ("clause", "a b x", 1, false),
    ("no-clause", "", 0, false),
    ("unpack", "a b c", 0, false),
    ("halt", "", 0, false),
    ("branch-false", "a x", 1, false),
    ("branch-true", "a x", 1, false),
    ("branch-null", "a c x", 1, false),
    ("branch-pair", "a c x", 1, false),
    ("branch-type", "a b c x", 1, false),
    ("branch-record", "a c x y", 2, false),
    ("branch-eq", "a b c x", 1, false),
    ("branch-eqv", "a b c x", 1, false),
    ("branch-equal", "a b c x", 1, false),
    ("branch-eq-immediate", "a bc x", 1, false),
    ("branch-uneq-immediate", "a bc x", 1, false),
    ("branch-eq-constant", "a c x y", 2, false),
    ("branch-number-equal", "a b c x", 1, false),
    ("branch-less", "a b c x", 1, false),
    ("branch-less-equal", "a b c x", 1, false),
    ("branch-integer-equal", "a b c x", 1, false),
    ("branch-integer-less", "a b c x", 1, false),
    ("branch-integer-greater", "a b c x", 1, false),
    ("branch-char-equal", "a b c x", 1, false),
    ("branch-char-less", "a b c x", 1, false),
    ("branch-char-less-equal", "a b c x", 1, false),
    ("switch", "a x", 1, false),
    ("add", "a b c", 0, false),
    ("subtract", "a b c", 0, false),
    ("multiply", "a b c", 0, false),
    ("add-integer", "a b c", 0, false),
    ("quotient", "a b c", 0, false),
    ("remainder", "a b c", 0, false),
    ("modulo", "a b c", 0, false),
    ("cons", "a b c", 0, false),
    ("car", "a b", 0, false),
    ("cdr", "a b", 0, false),
    ("caar", "a b", 0, false),
    ("cadr", "a b", 0, false),
    ("cdar", "a b", 0, false),
    ("cddr", "a b", 0, false),
    ("caddr", "a b", 0, false),
    ("cdddr", "a b", 0, false),
    ("set-car", "a b", 0, false),
    ("set-cdr", "a b", 0, false),
    ("list", "a b", 0, false),
    ("vector", "a b", 0, false),
    ("vector-ref", "a b c", 0, false),
    ("vector-ref-integer", "a b c", 0, false),
    ("vector-set", "a b c", 0, false),
    ("vector-length", "a b", 0, false),
    ("string-ref", "a b c", 0, false),
    ("string-length", "a b", 0, false),
    ("bytevector-ref", "a b c", 0, false),
    ("bytevector-set", "a b c", 0, false),
    ("bytevector-length", "a b", 0, false),
    ("char-to-integer", "a b", 0, false),
    ("record", "a b", 0, false),
    ("record-ref", "a b c x y", 2, false),
    ("record-set", "a b c x y", 2, false),
];
