;;; The primitives: one row each. What is here is open-coded by the back ends and never a library procedure.
;;;
;;;   (name arguments result effect option …)
;;;
;;;   arguments  list of types; a last type after & repeats. Types: any fixnum number flonum char pair list vector string
;;;              bytevector symbol procedure boolean cell bignum word-index (a fixnum >= 0) record descriptor raw (unchecked bits).
;;;              A safe primitive checks its arguments and fails through the hook `type-error` or `range-error`; names that start
;;;              with % check nothing.
;;;   result     a type, or `none` (never returns)
;;;   effect     pure   value depends on the arguments only, may be dropped, shared, moved
;;;              alloc  a fresh object, may be dropped
;;;              read   depends on memory, may be dropped
;;;              write  changes memory
;;;              call   anything may happen, values may be many, continuations captured
;;;   options    (fold)           may be computed at compile time on constants
;;;              (nary kind unit) more or fewer arguments than two: kind left (fold from the left; unit for none; (name unit a)
;;;                               for one when `negate`), chain (comparison of neighbours)
;;;              (hook name)      the slow path or the whole: a procedure of (runtime hooks)
;;;              (value name)     what the name means as a value, when that is more than the eta-expansion: a hook
;;;              (compose p q)    (p (q x)), and so on
;;;
;;; How each is lowered to words: compiler/back/lower/*.sld, one row each, checked complete by tests/flow/lowering.scm.

(define primitive-table
  '(;; identity and kinds
    (eq? (any any) boolean pure (fold))
    (eqv? (any any) boolean pure (fold) (hook eqv-slow))
    (not (any) boolean pure (fold))
    (null? (any) boolean pure (fold))
    (pair? (any) boolean pure (fold))
    (fixnum? (any) boolean pure (fold))
    (flonum? (any) boolean pure (fold))
    (bignum? (any) boolean pure)
    (ratnum? (any) boolean pure)
    (compnum? (any) boolean pure)
    (number? (any) boolean pure (fold))
    (char? (any) boolean pure (fold))
    (boolean? (any) boolean pure (fold))
    (symbol? (any) boolean pure (fold))
    (string? (any) boolean pure (fold))
    (vector? (any) boolean pure (fold))
    (bytevector? (any) boolean pure (fold))
    (procedure? (any) boolean pure)
    (eof-object? (any) boolean pure (fold))
    (eof-object () any pure)
    (%unspecified () any pure)
    (%default () any pure)
    (%default? (any) boolean pure)
    (%unassigned () any pure)
    (%deleted () any pure)
    (%deleted? (any) boolean pure)
    (%likely (any) any pure)                            ; its argument, which is hardly ever false: as a test, the other way is laid out of line

    ;; pairs
    (cons (any any) pair alloc)
    (car (pair) any read (fold))
    (cdr (pair) any read (fold))
    (set-car! (pair any) any write)
    (set-cdr! (pair any) any write)
    (%car (pair) any read)
    (%cdr (pair) any read)
    (caar (pair) any read (compose car car))
    (cadr (pair) any read (compose car cdr))
    (cdar (pair) any read (compose cdr car))
    (cddr (pair) any read (compose cdr cdr))
    (caddr (pair) any read (compose car cdr cdr))
    (cdddr (pair) any read (compose cdr cdr cdr))
    (cadddr (pair) any read (compose car cdr cdr cdr))

    ;; generic numbers
    (+ (number number) number pure (fold) (nary left 0) (hook generic+) (value n-ary+))
    (- (number number) number pure (fold) (nary left 0 negate) (hook generic-) (value n-ary-))
    (* (number number) number pure (fold) (nary left 1) (hook generic*) (value n-ary*))
    (= (number number) boolean pure (fold) (nary chain) (hook generic=) (value n-ary=))
    (< (number number) boolean pure (fold) (nary chain) (hook generic<) (value n-ary<))
    (> (number number) boolean pure (fold) (nary chain) (hook generic>) (value n-ary>))
    (<= (number number) boolean pure (fold) (nary chain) (hook generic<=) (value n-ary<=))
    (>= (number number) boolean pure (fold) (nary chain) (hook generic>=) (value n-ary>=))
    (quotient (number number) number pure (fold) (hook generic-quotient))
    (remainder (number number) number pure (fold) (hook generic-remainder))
    (modulo (number number) number pure (fold) (hook generic-modulo))
    (zero? (number) boolean pure (fold) (hook generic-zero?))
    (positive? (number) boolean pure (fold) (hook generic-positive?))
    (negative? (number) boolean pure (fold) (hook generic-negative?))

    ;; fixnums: fx… check their arguments and the range of the result; %fx… wrap and check nothing
    (fx+ (fixnum fixnum) fixnum pure)
    (fx- (fixnum fixnum) fixnum pure)
    (fx* (fixnum fixnum) fixnum pure)
    (fxquotient (fixnum fixnum) fixnum pure)
    (fxremainder (fixnum fixnum) fixnum pure)
    (fx=? (fixnum fixnum) boolean pure)
    (fx<? (fixnum fixnum) boolean pure)
    (fx>? (fixnum fixnum) boolean pure)
    (fx<=? (fixnum fixnum) boolean pure)
    (fx>=? (fixnum fixnum) boolean pure)
    (fxand (fixnum fixnum) fixnum pure)
    (fxior (fixnum fixnum) fixnum pure)
    (fxxor (fixnum fixnum) fixnum pure)
    (fxnot (fixnum) fixnum pure)
    (fxarithmetic-shift-left (fixnum fixnum) fixnum pure)
    (fxarithmetic-shift-right (fixnum fixnum) fixnum pure)
    (%fx+ (fixnum fixnum) fixnum pure)
    (%fx- (fixnum fixnum) fixnum pure)
    (%fx* (fixnum fixnum) fixnum pure)
    (%fx+/overflow (fixnum fixnum) any pure)      ; the sum, or #f when it is not a fixnum
    (%fx-/overflow (fixnum fixnum) any pure)
    (%fx*/overflow (fixnum fixnum) any pure)
    (%fxquotient (fixnum fixnum) fixnum pure)     ; divisor neither 0 nor -1
    (%fxremainder (fixnum fixnum) fixnum pure)
    (%fxand (fixnum fixnum) fixnum pure)
    (%fxior (fixnum fixnum) fixnum pure)
    (%fxxor (fixnum fixnum) fixnum pure)
    (%fxnot (fixnum) fixnum pure)
    (%fxsll (fixnum fixnum) fixnum pure)          ; shift 0 to 60, bits fall off
    (%fxsrl (fixnum fixnum) fixnum pure)          ; of the 61-bit pattern
    (%fxsra (fixnum fixnum) fixnum pure)
    (%fx*/high (fixnum fixnum) fixnum pure)       ; floor of the product / 2^60, neither negative
    (%fx= (fixnum fixnum) boolean pure)
    (%fx< (fixnum fixnum) boolean pure)
    (%fx> (fixnum fixnum) boolean pure)
    (%fx<= (fixnum fixnum) boolean pure)
    (%fx>= (fixnum fixnum) boolean pure)
    (%fxlength (fixnum) fixnum pure)              ; bits needed for a non-negative number

    ;; flonums
    (fl+ (flonum flonum) flonum pure)
    (fl- (flonum flonum) flonum pure)
    (fl* (flonum flonum) flonum pure)
    (fl/ (flonum flonum) flonum pure)
    (fl=? (flonum flonum) boolean pure)
    (fl<? (flonum flonum) boolean pure)
    (fl>? (flonum flonum) boolean pure)
    (fl<=? (flonum flonum) boolean pure)
    (fl>=? (flonum flonum) boolean pure)
    (flabs (flonum) flonum pure)
    (flsqrt (flonum) flonum pure)
    (flfloor (flonum) flonum pure)
    (flceiling (flonum) flonum pure)
    (fltruncate (flonum) flonum pure)
    (flround (flonum) flonum pure)
    (fixnum->flonum (fixnum) flonum pure)
    (%flonum->fixnum (flonum) fixnum pure)        ; truncates; magnitude below 2^60
    (%flonum-high (flonum) fixnum pure)           ; upper 32 bits of the double, unsigned
    (%flonum-low (flonum) fixnum pure)            ; lower 32 bits
    (%make-flonum (fixnum fixnum) flonum pure)    ; from upper and lower 32 bits

    ;; bignums: raw 64-bit limbs, looked at as 32-bit digits, two in a limb
    (%make-bignum (word-index boolean) bignum alloc)  ; limbs, negative?; contents unspecified
    (%bignum-length (bignum) fixnum read)             ; limbs
    (%bignum-negative? (bignum) boolean pure)
    (%bignum-digit (bignum word-index) fixnum read)
    (%bignum-digit-set! (bignum word-index fixnum) any write)
    ;; rows of limbs: a bignum and the index of the first limb, then how many; exact rules in compiler/back/x86-64/stubs/limbs.sld
    (%limbs-add! (bignum word-index bignum word-index bignum word-index word-index) fixnum write)      ; to one other count -> carry
    (%limbs-subtract! (bignum word-index bignum word-index bignum word-index word-index) fixnum write)
    (%limbs-add-small! (bignum word-index bignum word-index word-index fixnum) fixnum write)           ; to from count number -> carry
    (%limbs-subtract-small! (bignum word-index bignum word-index word-index fixnum) fixnum write)
    (%limbs-multiply! (bignum word-index bignum word-index word-index bignum word-index word-index) fixnum write) ; to one count other count
    (%limbs-square! (bignum word-index bignum word-index word-index) fixnum write)                     ; to one count
    (%limbs-scale! (bignum word-index bignum word-index word-index fixnum fixnum) fixnum write)        ; to from count factor addend -> carry
    (%limbs-add-product! (bignum word-index bignum word-index word-index fixnum) fixnum write)         ; to from count factor -> carry
    (%limbs-subtract-product! (bignum word-index bignum word-index word-index fixnum) fixnum write)
    (%limbs-divide-small! (bignum word-index bignum word-index word-index fixnum) fixnum write)        ; to from count divisor -> remainder
    (%limbs-divide! (bignum word-index bignum word-index word-index bignum word-index word-index) fixnum write) ; to rest count divisor count
    (%limbs-shift-left! (bignum word-index bignum word-index word-index fixnum) fixnum write)          ; to from count bits
    (%limbs-shift-right! (bignum word-index bignum word-index word-index fixnum) fixnum write)
    (%limbs-compare (bignum word-index bignum word-index word-index) fixnum read)                      ; one other count -> -1, 0, 1
    (%limbs-count (bignum word-index word-index) fixnum read)                                          ; from count -> count without leading zeros
    (%limbs-normalize! (bignum) number write)                                                          ; shortened in place, or the fixnum

    ;; characters
    (char->integer (char) fixnum pure (fold))
    (integer->char (fixnum) char pure (fold))
    (%integer->char (fixnum) char pure)
    (char=? (char char) boolean pure (fold) (nary chain) (value n-ary-char=?))
    (char<? (char char) boolean pure (fold) (nary chain) (value n-ary-char<?))
    (char>? (char char) boolean pure (fold) (nary chain) (value n-ary-char>?))
    (char<=? (char char) boolean pure (fold) (nary chain) (value n-ary-char<=?))
    (char>=? (char char) boolean pure (fold) (nary chain) (value n-ary-char>=?))

    ;; vectors
    (vector (& any) vector alloc (value list->vector-of))
    (make-vector (word-index any) vector alloc (hook make-vector-checked) (value make-vector-optional))
    (vector-length (vector) fixnum read (fold))
    (vector-ref (vector word-index) any read)
    (vector-set! (vector word-index any) any write)
    (%make-vector (word-index any) vector alloc)   ; any size that fits memory
    (%vector-length (vector) fixnum read)
    (%vector-ref (vector word-index) any read)
    (%vector-set! (vector word-index any) any write)
    (%vector-set-fixnum! (vector word-index fixnum) any write)  ; no pointer, so the collector need not hear of it

    ;; bytevectors
    (bytevector-length (bytevector) fixnum read)
    (bytevector-u8-ref (bytevector word-index) fixnum read)
    (bytevector-u8-set! (bytevector word-index fixnum) any write)
    (%make-bytevector (word-index) bytevector alloc) ; contents zero
    (%bytevector-u8-ref (bytevector word-index) fixnum read)
    (%bytevector-u8-set! (bytevector word-index fixnum) any write)
    (%bytevector-u32-ref (bytevector word-index) fixnum read)      ; index in bytes, little-endian
    (%bytevector-u32-set! (bytevector word-index fixnum) any write)
    (%copy-bytes! (any word-index any word-index word-index) any write) ; to at from start count, in bytes of the raw contents; overlap allowed

    ;; strings
    (string-length (string) fixnum read)
    (string-ref (string word-index) char read)
    (string-set! (string word-index char) any write (hook string-set-wide!))
    (%make-string (word-index fixnum) string alloc)  ; length, bytes a unit (1, 2 or 4); contents zero
    (%string-unit (string) fixnum read)              ; 1, 2 or 4
    (%string-buffer (string) any read)
    (%string-buffer-set! (string any) any write)
    (%string-unit-ref (string word-index) fixnum read)      ; code point; no checks
    (%string-unit-set! (string word-index fixnum) any write) ; must fit the unit

    ;; symbols
    (%make-symbol (string fixnum) symbol alloc)
    (%symbol-name (symbol) string pure)
    (%symbol-hash (symbol) fixnum pure)

    ;; cells
    (%make-cell (any) cell alloc)
    (%cell-ref (cell) any read)
    (%cell-set! (cell any) any write)
    (%cell? (any) boolean pure)
    (%check-assigned (any symbol) any read (hook unassigned-error)) ; the value, unless it is the unassigned mark; symbol: the variable's name

    ;; records. Descriptors are made by (runtime records); `index` counts fields from 0.
    (%make-descriptor (symbol list) descriptor alloc (hook make-descriptor)) ; type name, field names; constant at top level
    (%record (descriptor & any) any alloc)              ; descriptor and all fields
    (%make-record (descriptor) any alloc)               ; fields unspecified
    (%built-in-descriptor (symbol) descriptor pure)     ; of a record of the layout table; the name is a constant
    (%record? (any) boolean pure)                       ; of any descriptor
    (%record-of? (any descriptor) boolean pure)
    (%record-descriptor (record) descriptor pure)
    (%record-ref (any word-index) any read)
    (%record-set! (any word-index any) any write)
    (%record-set-fixnum! (any word-index fixnum) any write)      ; as %vector-set-fixnum!
    (%checked-record-ref (any descriptor word-index symbol) any read)        ; symbol: the accessor's name, for the error
    (%checked-record-set! (any descriptor word-index symbol any) any write)

    ;; weak pairs
    (%make-weak-pair (any any) any alloc)
    (%weak-pair? (any) boolean pure)
    (%weak-car (any) any read)
    (%weak-cdr (any) any read)
    (%weak-set-cdr! (any any) any write)

    ;; control
    (apply (procedure any & any) any call (value apply-n))   ; last argument a list
    (values (& any) any call (value values-n))
    (call-with-values (procedure procedure) any call)
    (%call/cc (procedure) any call)                      ; the procedure gets a raw continuation object
    (%continue (any any) none call)                      ; continuation, list of values
    (%continuation? (any) boolean pure)

    ;; procedures and code
    (%procedure-code (procedure) any pure)
    (%procedure-free (procedure word-index) any read)
    (%procedure-free-count (procedure) fixnum pure)
    (%code-name (any) any pure)
    (%code-info (any) any pure)

    ;; the machine
    (%register-ref (fixnum) any read)                    ; index constant: a value word of the register file
    (%register-set! (fixnum any) any write)
    (%raw-register-ref (fixnum) fixnum read)             ; a raw word, as a fixnum (upper bits fall off)
    (%raw-register-set! (fixnum fixnum) any write)
    (%system-call (fixnum any any any any any any) fixnum write) ; Linux number; fixnums pass as integers, bytevectors as the address of their contents;
                                                         ; result: fixnum, negative error number
    (%kernel-call (fixnum any any any) any call)         ; number of the kernel call; arguments as for %system-call; result a0 as a fixnum
    (%object-address (any) fixnum read)                  ; address / 8 of the object, changes at a collection
    (%object-bits (any) fixnum pure)                     ; for eq hash of immediates: the word / 8
    (%load-u8 (fixnum) fixnum read)                      ; raw memory, byte address
    (%load-u32 (fixnum) fixnum read)
    (%load-s32 (fixnum) fixnum read)
    (%load-word (fixnum) fixnum read)                    ; 64-bit word as a fixnum (upper 3 bits fall off)
    (%load-value (fixnum) any read)                      ; the value that stands at a byte address
    (%stack-pointer () fixnum read)                      ; byte address of the caller's frame: where its return address lies
    (%time-stamp () fixnum read)))

;;; The hooks: procedures of (runtime hooks) that compiled code calls by itself. Beside those named in the rows above:
;;;
;;;   (type-error primitive index value)       argument number index (from 0) of the primitive (a symbol) has the wrong type; does not return
;;;   (range-error primitive index value)      … is of the right type and out of range
;;;   (index-error primitive index value object)   … is an index into that object, and it has no such element
;;;   (arity-error procedure count)            procedure called with count arguments
;;;   (operator-error value count)             call of something that is not a procedure
;;;   (unassigned-error name)                  variable read before its definition
;;;   (values-error expected received)         number of values does not fit the continuation
;;;   (make-closure-list …)                    none: rest lists are made by stubs
(define hook-table
  '(type-error range-error index-error arity-error operator-error unassigned-error values-error))
