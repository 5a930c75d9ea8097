;;; The bytecode: one row an instruction. stage0 is its reference implementation (stage0/src/run.rs has one arm a row).
;;;
;;; An instruction is one 32-bit word, some are followed by further words:
;;;
;;;    31      24 23      16 15       8 7        0
;;;   +----------+----------+----------+----------+
;;;   |    c     |    b     |    a     |  opcode  |      a, b, c: registers, small numbers (c and b signed where the row says so)
;;;   +----------+----------+----------+----------+
;;;   |          bc         |                            16 bits of one number
;;;   +---------------------+---------------------+
;;;   |                  x, y …                   |      the words that follow: indices, distances of jumps
;;;   +-------------------------------------------+
;;;
;;; A distance is signed and counted in words from the end of the words named in the row (so 0 is the next instruction).
;;; A frame is a window on the stack of registers. Register 0 holds the running closure, 1 … n its arguments, locals follow;
;;; the word below register 0 is the return word:
;;;
;;;    63        48 47                                  2 1 0
;;;   +------------+-------------------------------------+---+
;;;   |  distance  |          return address             | 00|     distance: registers between the two frames' starts
;;;   +------------+-------------------------------------+---+     (looks like a fixnum, so the collector may read it)
;;;
;;; A call of n arguments prepares a window at register a: a is left free for the return word and receives the result, a+1 is the
;;; procedure, a+2 … the arguments. The first word of a procedure's code is no instruction but its shape:
;;;
;;;    31                 16 15     8 7        0
;;;   +---------------------+--------+----------+
;;;   |  registers needed   |   0    |  arity   |     arity 255: `clause` instructions choose by the argument count
;;;   +---------------------+--------+----------+
;;;
;;; Row: (name operands meaning). Operands, in order: a b c bc as above; x y the words that follow; (words b) b further words.

(define opcode-table
  '(;; moving
    (move            (a b)      "a := register b")
    (load-integer    (a bc)     "a := signed 16-bit integer")
    (load-immediate  (a bc)     "a := the value whose bits are bc: a singleton or a character")
    (load-constant   (a x)      "a := constant x of the pool")
    (global-ref      (a x)      "a := global x, which must be defined")
    (global-set      (a x)      "global x := a, which must be defined")
    (global-define   (a x)      "global x := a")
    (captured-ref    (a b)      "a := free value b of the closure")
    (make-cell       (a b)      "a := fresh cell holding b")
    (cell-ref        (a b)      "a := contents of cell b, which must be assigned")
    (cell-set        (a b)      "contents of cell a := b")
    (captured-cell-ref (a b)    "a := contents of the cell that is free value b")
    (closure         (a b x (words b)) "a := closure over code x; each further word names a register, or with bit 31 a free value")
    (closure-patch   (a b c)    "free value b of closure a := c")

    ;; control
    (jump            (x)        "go x words on")
    (call            (a b)      "call with b arguments")
    (call-global     (a b x)    "the same, of global x")
    (tail-call       (a b)      "call with b arguments in place of this frame")
    (tail-call-global (a b x)   "the same, of global x")
    (return          (a)        "return a")
    (primitive       (a b x)    "a := primitive x of the b registers from a on")
    (clause          (a b x)    "a required arguments, b = 1: and a list of the rest; go x on when the count does not fit")
    (no-clause       ()         "the argument count fits no clause: error")
    (unpack          (a b c)    "spread the values in a over b registers from a on; c = 1: and a list of the rest")
    (halt            ()         "the program is at its end; register 1 is its value")

    ;; branches: c is the truth at which the jump is taken
    (branch-false    (a x)      "jump when a is #f")
    (branch-true     (a x)      "jump unless a is #f")
    (branch-null     (a c x)    "(null? a)")
    (branch-pair     (a c x)    "(pair? a)")
    (branch-type     (a b c x)  "a is of the type with number b")
    (branch-record   (a c x y)  "a is a record of the descriptor in global y")
    (branch-eq       (a b c x)  "(eq? a b)")
    (branch-eqv      (a b c x)  "(eqv? a b)")
    (branch-equal    (a b c x)  "(equal? a b)")
    (branch-eq-immediate   (a bc x) "jump when a has the bits bc")
    (branch-uneq-immediate (a bc x) "jump unless a has the bits bc")
    (branch-eq-constant (a c x y) "a is constant y")
    (branch-number-equal (a b c x) "(= a b)")
    (branch-less     (a b c x)  "(< a b)")
    (branch-less-equal (a b c x) "(<= a b)")
    (branch-integer-equal (a b c x) "(= a b), b a signed 8-bit integer")
    (branch-integer-less (a b c x) "(< a b), b a signed 8-bit integer")
    (branch-integer-greater (a b c x) "(> a b), b a signed 8-bit integer")
    (branch-char-equal (a b c x) "(char=? a b)")
    (branch-char-less (a b c x) "(char<? a b)")
    (branch-char-less-equal (a b c x) "(char<=? a b)")

    ;; numbers
    (add             (a b c)    "a := (+ b c)")
    (subtract        (a b c)    "a := (- b c)")
    (multiply        (a b c)    "a := (* b c)")
    (add-integer     (a b c)    "a := (+ b c), c a signed 8-bit integer")
    (quotient        (a b c)    "a := (quotient b c)")
    (remainder       (a b c)    "a := (remainder b c)")
    (modulo          (a b c)    "a := (modulo b c)")

    ;; pairs
    (cons            (a b c)    "a := (cons b c)")
    (car             (a b)      "a := (car b)")
    (cdr             (a b)      "a := (cdr b)")
    (caar            (a b)      "a := (caar b)")
    (cadr            (a b)      "a := (cadr b)")
    (cdar            (a b)      "a := (cdar b)")
    (cddr            (a b)      "a := (cddr b)")
    (caddr           (a b)      "a := (caddr b)")
    (cdddr           (a b)      "a := (cdddr b)")
    (set-car         (a b)      "(set-car! a b)")
    (set-cdr         (a b)      "(set-cdr! a b)")
    (list            (a b)      "a := list of the b registers from a on")

    ;; vectors, strings, bytevectors, characters
    (vector          (a b)      "a := vector of the b registers from a on")
    (vector-ref      (a b c)    "a := (vector-ref b c)")
    (vector-ref-integer (a b c) "a := element c of vector b")
    (vector-set      (a b c)    "(vector-set! a b c)")
    (vector-length   (a b)      "a := (vector-length b)")
    (string-ref      (a b c)    "a := (string-ref b c)")
    (string-length   (a b)      "a := (string-length b)")
    (bytevector-ref  (a b c)    "a := (bytevector-u8-ref b c)")
    (bytevector-set  (a b c)    "(bytevector-u8-set! a b c)")
    (bytevector-length (a b)    "a := (bytevector-length b)")
    (char-to-integer (a b)      "a := (char->integer b)")

    ;; records
    (record          (a b)      "a := record of the b registers from a on, the descriptor first")
    (record-ref      (a b c x y) "a := field c of record b of the descriptor in global x; y: constant, the accessor's name")
    (record-set      (a b c x y) "field c of record a of the descriptor in global x := b; y: the modifier's name")))
