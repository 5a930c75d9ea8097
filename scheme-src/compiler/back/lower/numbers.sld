;;; Lowering of generic numbers and fixnums.
;;;
;;; A fixnum is its number shifted left by the tag bits, with tag 0: sums, differences, remainders and comparisons work on the tagged
;;; bits, products and quotients untag one side. A generic operation looks whether both operands are fixnums, by or-ing
;;; them, does its work inline, and calls its hook from a cold block when they are not, or when the result overflows:
;;;
;;;   (+ a b)    w = word-or a b; bits-clear w 7? -> branch-overflow word-add a b r -> join r
;;;              cold: s = call generic+ a b -> join s
(define-library (compiler back lower numbers)
  (export number-lowerings check-fixnum!)
  (import (scheme base) (machine primitives) (compiler ir children) (compiler ir flow) (compiler ir operations) (compiler back lower emit))
  (begin
    (define (hook-of name) (car (primitive-option (primitive-named name) 'hook)))

    ;; Go on where both are fixnums, else to the block.
    (define (check-both! a b otherwise)
      (cond ((fixnum-literal? b) (check-tag! a fixnum-tag otherwise))
            ((fixnum-literal? a) (check-tag! b fixnum-tag otherwise))
            ((eq? a b) (check-tag! a fixnum-tag otherwise))
            (else (check! 'bits-clear (emit word-or 'word a b) tag-mask otherwise))))

    ;; The result of fast, a procedure that gets the slow block and gives an operand, or what the hook gives.
    (define (with-slow-path name operands fast)
      (join-of 'value
               (lambda (join)
                 (let* ((slow (cold-block (lambda () (goto! join (apply call-hook (hook-of name) operands)))))
                        (result (fast (lambda () slow))))
                   (goto! join result)))))

    ;; The same, with doubles: an operation on them between the two.
    (define (with-double-path name operands operation fast)
      (let ((a (car operands)) (b (cadr operands)))
        (join-of 'value
                 (lambda (join)
                   (let* ((slow (cold-block (lambda () (goto! join (apply call-hook (hook-of name) operands)))))
                          (doubles (lambda ()
                                     (with-doubles! a b slow
                                                    (lambda (x y) (goto! join (emit box-double 'value (emit operation 'double x y))))))))
                     (by-kind! a b slow doubles (lambda (otherwise) (goto! join (fast otherwise)))))))))

    ;; Ends the block: doubles, in a cold block, or at once when a constant says so; or what `fast` makes, which gets the
    ;; procedure for the block of what is left.
    (define (by-kind! a b slow doubles fast)
      (cond ((or (literal-of-tag? a flonum-tag) (literal-of-tag? b flonum-tag)) (doubles))
            ((or (fixnum-literal? a) (fixnum-literal? b)) (fast (lambda () slow)))
            (else
             (let ((mixed (cold-block doubles)))
               (check-both! a b (lambda () mixed))
               (fast (lambda () slow))))))

    ;; Ends the block: two doubles for the procedure, or the slow block.
    (define (with-doubles! a b slow procedure)
      (check-tag! a flonum-tag (lambda () slow))
      (if (not (eq? a b)) (check-tag! b flonum-tag (lambda () slow)))
      (let* ((x (unbox a)) (y (unbox b))) (procedure x y)))

    (define (unbox operand) (emit load-double-fixed 'double operand #f 1 (- word-bytes flonum-tag)))

    ;;; Generic arithmetic.

    (define (lower-add name operands)
      (with-double-path name operands double-add
        (lambda (slow) (add-or-subtract word-add operands slow))))

    (define (lower-subtract name operands)
      (with-double-path name operands double-sub
        (lambda (slow) (add-or-subtract word-sub operands slow))))

    ;; The check stands here only when one operand is constant: otherwise it was made before.
    (define (add-or-subtract operation operands slow)
      (let ((a (car operands)) (b (cadr operands)))
        (check-variable! a b slow)
        (branch-overflow! operation (fixnum-bits a) (fixnum-bits b) (slow))))

    (define (check-variable! a b slow)
      (if (or (fixnum-literal? a) (fixnum-literal? b)) (check-both! a b slow)))

    (define (lower-multiply name operands)
      (with-double-path name operands double-mul
        (lambda (slow)
          (let ((a (car operands)) (b (cadr operands)))
            (check-variable! a b slow)
            (multiply a b slow)))))

    (define (multiply a b slow)
      (cond ((fixnum-literal? b) (branch-overflow! word-mul (fixnum-bits a) (literal-integer b) (slow)))
            ((fixnum-literal? a) (branch-overflow! word-mul b (literal-integer a) (slow)))
            (else (branch-overflow! word-mul (raw-integer a) b (slow)))))

    ;; Division: not by 0, nor by -1 because of the most negative fixnum.
    (define (lower-divide name operands)
      (let ((a (car operands)) (b (cadr operands)))
        (with-slow-path name operands
          (lambda (slow)
            (check-both! a b slow)
            (check-divisor! b slow)
            (divide name a b)))))

    (define (check-divisor! b slow)
      (if (or (not (fixnum-literal? b)) (memv (literal-integer b) '(0 -1)))
          ;; both at once: b + 1 as an unsigned number is above 1
          (check! 'ugt (emit word-add 'word (fixnum-bits b) (+ tag-mask 1)) (+ tag-mask 1) slow)))

    (define (divide name a b)
      (let ((power (and (fixnum-literal? b) (power-of-two (literal-integer b)))))
        (case name
          ((quotient fxquotient %fxquotient)
           (if power
               (emit word-and 'value (emit word-sar 'word (biased a power) power) fixnum-mask)
               (integer->value (emit word-divide 'word (fixnum-bits a) (fixnum-bits b)))))
          ((remainder fxremainder %fxremainder)
           (if power
               (let ((bias (bias-of a power)))
                 (emit word-sub 'value
                       (emit word-and 'word (emit word-add 'word (fixnum-bits a) bias) (fraction-mask power)) bias))
               (emit word-remainder 'value (fixnum-bits a) (fixnum-bits b))))
          (else
           (if power
               (emit word-and 'value (fixnum-bits a) (fraction-mask power))
               (modulo-of (emit word-remainder 'value (fixnum-bits a) (fixnum-bits b)) b))))))

    ;; The remainder, or with the divisor added when it is not 0 and the signs differ.
    (define (modulo-of remainder b)
      (join-of 'value
               (lambda (join)
                 (let* ((nonzero (fresh-block)) (adjust (fresh-block)) (done (fresh-block)))
                   (branch! 'eq remainder 0 done nonzero)
                   (start-block! nonzero)
                   (branch! 'lt (emit word-xor 'word remainder (fixnum-bits b)) 0 adjust done)
                   (start-block! adjust)
                   (goto! join (emit word-add 'value remainder (fixnum-bits b)))
                   (start-block! done)
                   (goto! join remainder)))))

    ;; The tagged bits below 2^power.
    (define (fraction-mask power) (* (- (expt 2 power) 1) (+ tag-mask 1)))

    ;; What is added to a negative number so that shifting rounds towards zero: 2^power - 1.
    (define (bias-of a power)
      (emit word-and 'word (emit word-sar 'word (fixnum-bits a) 63) (fraction-mask power)))

    (define (biased a power) (emit word-add 'word (fixnum-bits a) (bias-of a power)))

    ;; k when n is 2^k, k from 1 to 28; else #f.
    (define (power-of-two n)
      (let loop ((k 1) (power 2))
        (cond ((= n power) k)
              ((or (> power n) (= k 28)) #f)
              (else (loop (+ k 1) (* 2 power))))))

    ;;; Generic comparison.

    (define (test-comparison condition double-condition exchanged?)
      (lambda (name operands then else)
        (let* ((a (car operands)) (b (cadr operands))
               (slow (cold-block (lambda ()
                                   (branch! 'ne (apply call-hook (hook-of name) operands) false-literal then else))))
               (doubles (lambda ()
                          (with-doubles! a b slow
                                         (lambda (x y)
                                           (if exchanged?
                                               (branch! double-condition y x then else)
                                               (branch! double-condition x y then else)))))))
          (by-kind! a b slow doubles
                    (lambda (otherwise)
                      (check-variable! a b otherwise)
                      (branch! condition (fixnum-bits a) (fixnum-bits b) then else))))))

    ;; Comparison with 0.
    (define (test-sign condition)
      (lambda (name operands then else)
        (let* ((a (car operands))
               (slow (cold-block (lambda ()
                                   (branch! 'ne (call-hook (hook-of name) a) false-literal then else)))))
          (check-tag! a fixnum-tag (lambda () slow))
          (branch! condition (fixnum-bits a) 0 then else))))

    ;;; Fixnum operations that check.

    (define (check-fixnum! name index operand)
      (check-tag! operand fixnum-tag (type-failure name index operand)))

    ;; One test for both; who is to blame is found out in the cold block.
    (define (check-both-fixnums! name a b)
      (if (or (fixnum-literal? a) (fixnum-literal? b) (eq? a b))
          (begin (check-fixnum! name 0 a) (check-fixnum! name 1 b))
          (check! 'bits-clear (emit word-or 'word a b) tag-mask
                  (lambda ()
                    (cold-block (lambda ()
                                  (let* ((second ((type-failure name 1 b))) (first ((type-failure name 0 a))))
                                    (branch! 'tag-is a fixnum-tag second first))))))))

    (define (lower-checked-add operation)
      (lambda (name operands)
        (let ((a (car operands)) (b (cadr operands)))
          (check-both-fixnums! name a b)
          (branch-overflow! operation (fixnum-bits a) (fixnum-bits b) ((range-failure name 0 a))))))

    (define (lower-checked-multiply name operands)
      (check-both-fixnums! name (car operands) (cadr operands))
      (multiply (car operands) (cadr operands) (range-failure name 0 (car operands))))

    ;; By -1: the negated number, which may not fit, and remainder 0.
    (define (lower-checked-divide name operands)
      (let ((a (car operands)) (b (cadr operands)))
        (check-both-fixnums! name a b)
        (join-of 'value
                 (lambda (join)
                   (check-divisor! b (lambda ()
                                       (cold-block
                                        (lambda ()
                                          (let* ((minus-one (fresh-block)) (zero ((range-failure name 1 b))))
                                            (branch! 'eq b 0 zero minus-one)
                                            (start-block! minus-one)
                                            (goto! join
                                                   (if (eq? name 'fxremainder)
                                                       0
                                                       (branch-overflow! word-sub 0 (fixnum-bits a) ((range-failure name 0 a))))))))))
                   (goto! join (divide name a b))))))

    (define (test-checked condition)
      (lambda (name operands then else)
        (check-both-fixnums! name (car operands) (cadr operands))
        (branch! condition (fixnum-bits (car operands)) (fixnum-bits (cadr operands)) then else)))

    (define (lower-checked-bits operation)
      (lambda (name operands)
        (check-both-fixnums! name (car operands) (cadr operands))
        (emit operation 'value (fixnum-bits (car operands)) (fixnum-bits (cadr operands)))))

    (define (lower-checked-not name operands)
      (check-fixnum! name 0 (car operands))
      (lower-not name operands))

    (define largest-shift (- (* 8 word-bytes) fixnum-shift 1))

    (define (check-shift! name operands)
      (check-both-fixnums! name (car operands) (cadr operands))
      (if (not (and (fixnum-literal? (cadr operands)) (<= 0 (literal-integer (cadr operands)) largest-shift)))
          (check! 'ule (fixnum-bits (cadr operands)) (* largest-shift (+ tag-mask 1)) (range-failure name 1 (cadr operands)))))

    (define (lower-checked-shift-left name operands)
      (check-shift! name operands)
      (let* ((a (car operands))
             (count (shift-count (cadr operands)))
             (result (emit word-shl 'value (fixnum-bits a) count)))
        (check! 'eq (emit word-sar 'word result count) (fixnum-bits a) (range-failure name 0 a))
        result))

    (define (lower-checked-shift-right name operands)
      (check-shift! name operands)
      (shift-right word-sar operands))

    ;; A constant count that is out of range has failed its check; no instruction has it.
    (define (shift-count operand)
      (if (and (fixnum-literal? operand) (not (<= 0 (literal-integer operand) largest-shift)))
          0
          (raw-integer operand)))

    ;;; Fixnum operations that do not.

    (define (lower-bits operation)
      (lambda (name operands) (emit operation 'value (fixnum-bits (car operands)) (fixnum-bits (cadr operands)))))

    (define (lower-unchecked-multiply name operands)
      (let ((a (car operands)) (b (cadr operands)))
        (if (fixnum-literal? b)
            (emit word-mul 'value (fixnum-bits a) (literal-integer b))
            (emit word-mul 'value (raw-integer a) (fixnum-bits b)))))

    (define (or-false operation)
      (lambda (name operands)
        (join-of 'value
                 (lambda (join)
                   (let ((overflow (cold-block (lambda () (goto! join false-literal))))
                         (a (car operands)) (b (cadr operands)))
                     (goto! join
                            (if (eq? operation word-mul)
                                (multiply a b (lambda () overflow))
                                (branch-overflow! operation (fixnum-bits a) (fixnum-bits b) overflow))))))))

    (define (lower-unchecked-divide name operands) (divide name (car operands) (cadr operands)))

    (define (lower-not name operands)
      (emit word-xor 'value (fixnum-bits (car operands)) fixnum-mask))

    (define (lower-shift-left name operands)
      (emit word-shl 'value (fixnum-bits (car operands)) (shift-count (cadr operands))))

    (define (lower-shift-right operation)
      (lambda (name operands) (shift-right operation operands)))

    (define (shift-right operation operands)
      (emit word-and 'value
            (emit operation 'word (fixnum-bits (car operands)) (shift-count (cadr operands)))
            fixnum-mask))

    (define (test-unchecked condition)
      (lambda (name operands then else)
        (branch! condition (fixnum-bits (car operands)) (fixnum-bits (cadr operands)) then else)))

    ;; The high 64 bits of (8a)(8b) are ab / 2^58.
    (define (lower-multiply-high-part name operands)
      (integer->value (emit word-shr 'word (emit word-mul-high 'word (fixnum-bits (car operands)) (fixnum-bits (cadr operands))) 2)))

    (define (lower-length name operands)
      (integer->value (emit word-length 'word (raw-integer (car operands)))))

    (define number-lowerings
      (list
       (list '+ 'value lower-add)
       (list '- 'value lower-subtract)
       (list '* 'value lower-multiply)
       (list '= 'test (test-comparison 'eq 'double-eq #f))
       (list '< 'test (test-comparison 'lt 'double-lt #f))
       (list '> 'test (test-comparison 'gt 'double-lt #t))
       (list '<= 'test (test-comparison 'le 'double-le #f))
       (list '>= 'test (test-comparison 'ge 'double-le #t))
       (list 'quotient 'value lower-divide)
       (list 'remainder 'value lower-divide)
       (list 'modulo 'value lower-divide)
       (list 'zero? 'test (test-sign 'eq))
       (list 'positive? 'test (test-sign 'gt))
       (list 'negative? 'test (test-sign 'lt))
       (list 'fx+ 'value (lower-checked-add word-add))
       (list 'fx- 'value (lower-checked-add word-sub))
       (list 'fx* 'value lower-checked-multiply)
       (list 'fxquotient 'value lower-checked-divide)
       (list 'fxremainder 'value lower-checked-divide)
       (list 'fx=? 'test (test-checked 'eq))
       (list 'fx<? 'test (test-checked 'lt))
       (list 'fx>? 'test (test-checked 'gt))
       (list 'fx<=? 'test (test-checked 'le))
       (list 'fx>=? 'test (test-checked 'ge))
       (list 'fxand 'value (lower-checked-bits word-and))
       (list 'fxior 'value (lower-checked-bits word-or))
       (list 'fxxor 'value (lower-checked-bits word-xor))
       (list 'fxnot 'value lower-checked-not)
       (list 'fxarithmetic-shift-left 'value lower-checked-shift-left)
       (list 'fxarithmetic-shift-right 'value lower-checked-shift-right)
       (list '%fx+ 'value (lower-bits word-add))
       (list '%fx- 'value (lower-bits word-sub))
       (list '%fx* 'value lower-unchecked-multiply)
       (list '%fx+/overflow 'value (or-false word-add))
       (list '%fx-/overflow 'value (or-false word-sub))
       (list '%fx*/overflow 'value (or-false word-mul))
       (list '%fxquotient 'value lower-unchecked-divide)
       (list '%fxremainder 'value lower-unchecked-divide)
       (list '%fxand 'value (lower-bits word-and))
       (list '%fxior 'value (lower-bits word-or))
       (list '%fxxor 'value (lower-bits word-xor))
       (list '%fxnot 'value lower-not)
       (list '%fxsll 'value lower-shift-left)
       (list '%fxsrl 'value (lower-shift-right word-shr))
       (list '%fxsra 'value (lower-shift-right word-sar))
       (list '%fx*/high 'value lower-multiply-high-part)
       (list '%fx= 'test (test-unchecked 'eq))
       (list '%fx< 'test (test-unchecked 'lt))
       (list '%fx> 'test (test-unchecked 'gt))
       (list '%fx<= 'test (test-unchecked 'le))
       (list '%fx>= 'test (test-unchecked 'ge))
       (list '%fxlength 'value lower-length)))))
