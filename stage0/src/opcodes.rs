//! Generated from `scheme-src/machine/opcodes.scm` by `cargo xtask codegen`. Do not edit.
//!
//! The bytecode's instructions and their numbers.

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
    /// a := (+ b c).
    Add = 46,
    /// a := (- b c).
    Subtract = 47,
    /// a := (* b c).
    Multiply = 48,
    /// a := (+ b c), c a signed 8-bit integer.
    AddInteger = 49,
    /// a := (quotient b c).
    Quotient = 50,
    /// a := (remainder b c).
    Remainder = 51,
    /// a := (modulo b c).
    Modulo = 52,
    /// a := (cons b c).
    Cons = 53,
    /// a := (car b).
    Car = 54,
    /// a := (cdr b).
    Cdr = 55,
    /// a := (caar b).
    Caar = 56,
    /// a := (cadr b).
    Cadr = 57,
    /// a := (cdar b).
    Cdar = 58,
    /// a := (cddr b).
    Cddr = 59,
    /// a := (caddr b).
    Caddr = 60,
    /// a := (cdddr b).
    Cdddr = 61,
    /// (set-car! a b).
    SetCar = 62,
    /// (set-cdr! a b).
    SetCdr = 63,
    /// a := list of the b registers from a on.
    List = 64,
    /// a := vector of the b registers from a on.
    Vector = 65,
    /// a := (vector-ref b c).
    VectorRef = 66,
    /// a := element c of vector b.
    VectorRefInteger = 67,
    /// (vector-set! a b c).
    VectorSet = 68,
    /// a := (vector-length b).
    VectorLength = 69,
    /// a := (string-ref b c).
    StringRef = 70,
    /// a := (string-length b).
    StringLength = 71,
    /// a := (bytevector-u8-ref b c).
    BytevectorRef = 72,
    /// (bytevector-u8-set! a b c).
    BytevectorSet = 73,
    /// a := (bytevector-length b).
    BytevectorLength = 74,
    /// a := (char->integer b).
    CharToInteger = 75,
    /// a := record of the b registers from a on, the descriptor first.
    Record = 76,
    /// a := field c of record b of the descriptor in global x; y: constant, the accessor's name.
    RecordRef = 77,
    /// field c of record a of the descriptor in global x := b; y: the modifier's name.
    RecordSet = 78,
}
