//! The bytecode's instructions. Generated from `scheme-src/machine/opcodes.scm` by `cargo xtask codegen`; do not edit.

/// An instruction's number: the low byte of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Opcode {
    /// `move` (a b): a := register b.
    Move = 0,
    /// `load-integer` (a bc): a := signed 16-bit integer.
    LoadInteger = 1,
    /// `load-immediate` (a bc): a := the value whose bits are bc: a singleton or a character.
    LoadImmediate = 2,
    /// `load-constant` (a x): a := constant x of the pool.
    LoadConstant = 3,
    /// `global-ref` (a x): a := global x, which must be defined.
    GlobalRef = 4,
    /// `global-set` (a x): global x := a, which must be defined.
    GlobalSet = 5,
    /// `global-define` (a x): global x := a.
    GlobalDefine = 6,
    /// `captured-ref` (a b): a := free value b of the closure.
    CapturedRef = 7,
    /// `make-cell` (a b): a := fresh cell holding b.
    MakeCell = 8,
    /// `cell-ref` (a b): a := contents of cell b, which must be assigned.
    CellRef = 9,
    /// `cell-set` (a b): contents of cell a := b.
    CellSet = 10,
    /// `captured-cell-ref` (a b): a := contents of the cell that is free value b.
    CapturedCellRef = 11,
    /// `closure` (a b x (words b)): a := closure over code x; each further word names a register, or with bit 31 a free value.
    Closure = 12,
    /// `closure-patch` (a b c): free value b of closure a := c.
    ClosurePatch = 13,
    /// `jump` (x): go x words on.
    Jump = 14,
    /// `call` (a b): call with b arguments.
    Call = 15,
    /// `call-global` (a b x): the same, of global x.
    CallGlobal = 16,
    /// `tail-call` (a b): call with b arguments in place of this frame.
    TailCall = 17,
    /// `tail-call-global` (a b x): the same, of global x.
    TailCallGlobal = 18,
    /// `return` (a): return a.
    Return = 19,
    /// `primitive` (a b x): a := primitive x of the b registers from a on.
    Primitive = 20,
    /// `clause` (a b x): a required arguments, b = 1: and a list of the rest; go x on when the count does not fit.
    Clause = 21,
    /// `no-clause` (): the argument count fits no clause: error.
    NoClause = 22,
    /// `unpack` (a b c): spread the values in a over b registers from a on; c = 1: and a list of the rest.
    Unpack = 23,
    /// `halt` (): the program is at its end; register 1 is its value.
    Halt = 24,
    /// `branch-false` (a x): jump when a is #f.
    BranchFalse = 25,
    /// `branch-true` (a x): jump unless a is #f.
    BranchTrue = 26,
    /// `branch-null` (a c x): (null? a).
    BranchNull = 27,
    /// `branch-pair` (a c x): (pair? a).
    BranchPair = 28,
    /// `branch-type` (a b c x): a is of the type with number b.
    BranchType = 29,
    /// `branch-record` (a c x y): a is a record of the descriptor in global y.
    BranchRecord = 30,
    /// `branch-eq` (a b c x): (eq? a b).
    BranchEq = 31,
    /// `branch-eqv` (a b c x): (eqv? a b).
    BranchEqv = 32,
    /// `branch-equal` (a b c x): (equal? a b).
    BranchEqual = 33,
    /// `branch-eq-immediate` (a bc x): jump when a has the bits bc.
    BranchEqImmediate = 34,
    /// `branch-uneq-immediate` (a bc x): jump unless a has the bits bc.
    BranchUneqImmediate = 35,
    /// `branch-eq-constant` (a c x y): a is constant y.
    BranchEqConstant = 36,
    /// `branch-number-equal` (a b c x): (= a b).
    BranchNumberEqual = 37,
    /// `branch-less` (a b c x): (< a b).
    BranchLess = 38,
    /// `branch-less-equal` (a b c x): (<= a b).
    BranchLessEqual = 39,
    /// `branch-integer-equal` (a b c x): (= a b), b a signed 8-bit integer.
    BranchIntegerEqual = 40,
    /// `branch-integer-less` (a b c x): (< a b), b a signed 8-bit integer.
    BranchIntegerLess = 41,
    /// `branch-integer-greater` (a b c x): (> a b), b a signed 8-bit integer.
    BranchIntegerGreater = 42,
    /// `branch-char-equal` (a b c x): (char=? a b).
    BranchCharEqual = 43,
    /// `branch-char-less` (a b c x): (char<? a b).
    BranchCharLess = 44,
    /// `branch-char-less-equal` (a b c x): (char<=? a b).
    BranchCharLessEqual = 45,
    /// `switch` (a x): go on by table x: constants to distances, and one distance for all others.
    Switch = 46,
    /// `add` (a b c): a := (+ b c).
    Add = 47,
    /// `subtract` (a b c): a := (- b c).
    Subtract = 48,
    /// `multiply` (a b c): a := (* b c).
    Multiply = 49,
    /// `add-integer` (a b c): a := (+ b c), c a signed 8-bit integer.
    AddInteger = 50,
    /// `quotient` (a b c): a := (quotient b c).
    Quotient = 51,
    /// `remainder` (a b c): a := (remainder b c).
    Remainder = 52,
    /// `modulo` (a b c): a := (modulo b c).
    Modulo = 53,
    /// `cons` (a b c): a := (cons b c).
    Cons = 54,
    /// `car` (a b): a := (car b).
    Car = 55,
    /// `cdr` (a b): a := (cdr b).
    Cdr = 56,
    /// `caar` (a b): a := (caar b).
    Caar = 57,
    /// `cadr` (a b): a := (cadr b).
    Cadr = 58,
    /// `cdar` (a b): a := (cdar b).
    Cdar = 59,
    /// `cddr` (a b): a := (cddr b).
    Cddr = 60,
    /// `caddr` (a b): a := (caddr b).
    Caddr = 61,
    /// `cdddr` (a b): a := (cdddr b).
    Cdddr = 62,
    /// `set-car` (a b): (set-car! a b).
    SetCar = 63,
    /// `set-cdr` (a b): (set-cdr! a b).
    SetCdr = 64,
    /// `list` (a b): a := list of the b registers from a on.
    List = 65,
    /// `vector` (a b): a := vector of the b registers from a on.
    Vector = 66,
    /// `vector-ref` (a b c): a := (vector-ref b c).
    VectorRef = 67,
    /// `vector-ref-integer` (a b c): a := element c of vector b.
    VectorRefInteger = 68,
    /// `vector-set` (a b c): (vector-set! a b c).
    VectorSet = 69,
    /// `vector-length` (a b): a := (vector-length b).
    VectorLength = 70,
    /// `string-ref` (a b c): a := (string-ref b c).
    StringRef = 71,
    /// `string-length` (a b): a := (string-length b).
    StringLength = 72,
    /// `bytevector-ref` (a b c): a := (bytevector-u8-ref b c).
    BytevectorRef = 73,
    /// `bytevector-set` (a b c): (bytevector-u8-set! a b c).
    BytevectorSet = 74,
    /// `bytevector-length` (a b): a := (bytevector-length b).
    BytevectorLength = 75,
    /// `char-to-integer` (a b): a := (char->integer b).
    CharToInteger = 76,
    /// `record` (a b): a := record of the b registers from a on, the descriptor first.
    Record = 77,
    /// `record-ref` (a b c x y): a := field c of record b of the descriptor in global x; y: constant, the accessor's name.
    RecordRef = 78,
    /// `record-set` (a b c x y): field c of record a of the descriptor in global x := b; y: the modifier's name.
    RecordSet = 79,
}

/// How many instructions there are.
pub const OPCODE_COUNT: usize = 80;

/// Name, operands and further words (without the variable ones) of each instruction, by its number.
pub const OPCODES: [(&str, &str, usize); OPCODE_COUNT] = [
    ("move", "a b", 0),
    ("load-integer", "a bc", 0),
    ("load-immediate", "a bc", 0),
    ("load-constant", "a x", 1),
    ("global-ref", "a x", 1),
    ("global-set", "a x", 1),
    ("global-define", "a x", 1),
    ("captured-ref", "a b", 0),
    ("make-cell", "a b", 0),
    ("cell-ref", "a b", 0),
    ("cell-set", "a b", 0),
    ("captured-cell-ref", "a b", 0),
    ("closure", "a b x (words b)", 1),
    ("closure-patch", "a b c", 0),
    ("jump", "x", 1),
    ("call", "a b", 0),
    ("call-global", "a b x", 1),
    ("tail-call", "a b", 0),
    ("tail-call-global", "a b x", 1),
    ("return", "a", 0),
    ("primitive", "a b x", 1),
    ("clause", "a b x", 1),
    ("no-clause", "", 0),
    ("unpack", "a b c", 0),
    ("halt", "", 0),
    ("branch-false", "a x", 1),
    ("branch-true", "a x", 1),
    ("branch-null", "a c x", 1),
    ("branch-pair", "a c x", 1),
    ("branch-type", "a b c x", 1),
    ("branch-record", "a c x y", 2),
    ("branch-eq", "a b c x", 1),
    ("branch-eqv", "a b c x", 1),
    ("branch-equal", "a b c x", 1),
    ("branch-eq-immediate", "a bc x", 1),
    ("branch-uneq-immediate", "a bc x", 1),
    ("branch-eq-constant", "a c x y", 2),
    ("branch-number-equal", "a b c x", 1),
    ("branch-less", "a b c x", 1),
    ("branch-less-equal", "a b c x", 1),
    ("branch-integer-equal", "a b c x", 1),
    ("branch-integer-less", "a b c x", 1),
    ("branch-integer-greater", "a b c x", 1),
    ("branch-char-equal", "a b c x", 1),
    ("branch-char-less", "a b c x", 1),
    ("branch-char-less-equal", "a b c x", 1),
    ("switch", "a x", 1),
    ("add", "a b c", 0),
    ("subtract", "a b c", 0),
    ("multiply", "a b c", 0),
    ("add-integer", "a b c", 0),
    ("quotient", "a b c", 0),
    ("remainder", "a b c", 0),
    ("modulo", "a b c", 0),
    ("cons", "a b c", 0),
    ("car", "a b", 0),
    ("cdr", "a b", 0),
    ("caar", "a b", 0),
    ("cadr", "a b", 0),
    ("cdar", "a b", 0),
    ("cddr", "a b", 0),
    ("caddr", "a b", 0),
    ("cdddr", "a b", 0),
    ("set-car", "a b", 0),
    ("set-cdr", "a b", 0),
    ("list", "a b", 0),
    ("vector", "a b", 0),
    ("vector-ref", "a b c", 0),
    ("vector-ref-integer", "a b c", 0),
    ("vector-set", "a b c", 0),
    ("vector-length", "a b", 0),
    ("string-ref", "a b c", 0),
    ("string-length", "a b", 0),
    ("bytevector-ref", "a b c", 0),
    ("bytevector-set", "a b c", 0),
    ("bytevector-length", "a b", 0),
    ("char-to-integer", "a b", 0),
    ("record", "a b", 0),
    ("record-ref", "a b c x y", 2),
    ("record-set", "a b c x y", 2),
];
