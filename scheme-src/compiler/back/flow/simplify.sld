;;; Simplify: one instruction or branch by itself, from what its operands are and which of their bits are known.
(define-library (compiler back flow simplify)
  (export simplify! simplify-branch decide-condition)
  (import (scheme base) (machine layout) (compiler ir closed) (compiler ir flow) (compiler ir operations)
          (compiler back flow known-bits))
  (begin
    (define tag-width (layout-value 'tag-bits))
    (define tag-mask (- (expt 2 tag-width) 1))

    (define (definition-of operand)
      (and (temporary? operand) (temporary-definition operand)))

    (define (defined-by? operand operation)
      (let ((definition (definition-of operand)))
        (and definition (eq? (instruction-operation definition) operation))))

    ;; (simplify! instruction) -> an operand that is the same as the result, or #f. May change the instruction.
    (define (simplify! instruction)
      (let* ((operation (instruction-operation instruction))
             (operands (instruction-operands instruction)))
        (cond
         ((null? operands) #f)
         ((eq? operation copy)
          (and (eq? (operand-representation (car operands)) (temporary-representation (instruction-result instruction)))
               (car operands)))
         ((eq? operation load-double-fixed)
          (and (defined-by? (car operands) box-double)
               (car (instruction-operands (temporary-definition (car operands))))))
         ((or (null? (cdr operands)) (pair? (cddr operands))) #f)
         (else
          (let* ((a (plain-bits (car operands)))
                 (b (plain-bits (cadr operands))))
            (if (not (and (eq? a (car operands)) (eq? b (cadr operands))))
                (set-instruction-operands! instruction (list a b)))
            (let ((found (simplify-binary instruction operation a b)))
              (and found (fitting found instruction))))))))

    ;; A constant fixnum is the number of its bits.
    (define (plain-bits operand)
      (if (and (literal? operand) (exact-integer? (literal-datum operand)) (eqv? (known-tag operand) 0))
          (* (+ tag-mask 1) (literal-datum operand))
          operand))

    ;; The operand in the representation of the result, or #f: a number of bits that are a fixnum's becomes that fixnum;
    ;; another representation makes the instruction a copy.
    (define (fitting operand instruction)
      (let ((representation (temporary-representation (instruction-result instruction))))
        (cond ((eq? (operand-representation operand) representation) operand)
              ((and (exact-integer? operand) (eq? representation 'value) (= 0 (modulo operand (+ tag-mask 1))))
               (make-literal (quotient operand (+ tag-mask 1))))
              ((temporary? operand)
               (set-instruction-operation! instruction copy)
               (set-instruction-operands! instruction (list operand))
               #f)
              (else #f))))

    (define (simplify-binary instruction operation a b)
      (cond
       ((and (exact-integer? a) (exact-integer? b)) (fold operation a b))
       ((eqv? b 0)
        (cond ((or (eq? operation word-add) (eq? operation word-sub) (eq? operation word-or) (eq? operation word-xor)
                   (eq? operation word-shl) (eq? operation word-shr) (eq? operation word-sar))
               a)
              ((eq? operation word-and) 0)
              (else #f)))
       ((eqv? a 0)
        (cond ((or (eq? operation word-add) (eq? operation word-or) (eq? operation word-xor)) b)
              (else #f)))
       ((eq? operation word-and) (simplify-and a b))
       ((or (eq? operation word-sar) (eq? operation word-shr)) (simplify-right-shift instruction a b))
       ((and (eq? operation word-or) (eq? a b)) a)
       ((and (eq? operation word-add) (exact-integer? b)) (reassociate! instruction a b) #f)
       (else #f)))

    (define (simplify-and a b)
      (cond ((eq? a b) a)
            ((not (exact-integer? b)) #f)
            ;; all bits the mask keeps are known
            ((and (<= 0 b 255) (covers? (operand-bits a) b))
             (mask-low (known-low (operand-bits a)) b))
            ;; all bits the mask clears are zero already
            ((and (< b 0) (power-of-two? (- b)) (covers? (operand-bits a) (- (- b) 1))
                  (= 0 (mask-low (known-low (operand-bits a)) (- (- b) 1))))
             a)
            (else #f)))

    (define (covers? bits mask) (< mask (expt 2 (known-count bits))))

    (define (power-of-two? n)
      (let loop ((power 1))
        (cond ((= power n) #t)
              ((or (> power n) (> power 256)) #f)
              (else (loop (* 2 power))))))

    ;; The bitwise and of two numbers from 0 to 255.
    (define (mask-low low mask)
      (let loop ((power 1) (result 0))
        (if (> power 128)
            result
            (loop (* 2 power)
                  (if (and (odd? (quotient low power)) (odd? (quotient mask power))) (+ result power) result)))))

    ;; What was shifted left from a small number, perhaps with a constant put below, and is shifted back, wholly or in part. In
    ;; part: the instruction becomes the shorter shift to the left.
    (define (simplify-right-shift instruction a b)
      (and (exact-integer? b)
           (let* ((shifted (if (and (defined-by? a word-add) (constant-below? (cadr (operands-of a)) b))
                               (car (operands-of a))
                               a))
                  (count (and (defined-by? shifted word-shl) (cadr (operands-of shifted)))))
             (and (exact-integer? count)
                  (<= b count 31)
                  (small-bits? (operand-bits (car (operands-of shifted))))
                  (if (= b count)
                      (car (operands-of shifted))
                      (begin
                        (set-instruction-operation! instruction word-shl)
                        (set-instruction-operands! instruction (list (car (operands-of shifted)) (- count b)))
                        #f))))))

    (define (operands-of operand) (instruction-operands (temporary-definition operand)))

    ;; Is it a constant that a shift by so many bits to the right loses?
    (define (constant-below? operand count)
      (and (exact-integer? operand) (<= 0 operand) (< operand (expt 2 count))))

    ;; (x + c) + d is x + (c + d).
    (define (reassociate! instruction a b)
      (if (defined-by? a word-add)
          (let ((inner (instruction-operands (temporary-definition a))))
            (if (and (exact-integer? (cadr inner)) (eq? (operand-representation (car inner)) 'word)
                     (< (abs (+ b (cadr inner))) 1000000000))
                (set-instruction-operands! instruction (list (car inner) (+ b (cadr inner))))))))

    (define (fold operation a b)
      (let ((limit 1000000000000))
        (and (< (abs a) limit) (< (abs b) limit)
             (cond ((eq? operation word-add) (+ a b))
                   ((eq? operation word-sub) (- a b))
                   ((eq? operation word-shl) (and (< (abs a) 65536) (<= 0 b 24) (* a (expt 2 b))))
                   ((eq? operation word-shr) (and (>= a 0) (<= 0 b 40) (quotient a (expt 2 b))))
                   ((eq? operation word-sar) (and (>= a 0) (<= 0 b 40) (quotient a (expt 2 b))))
                   (else #f)))))

    ;;; Branches.

    ;; (simplify-branch branch) -> a branch: a test of both for fixnums, one of which is known to be one, tests the other.
    (define (simplify-branch terminator)
      (let ((right (if (exact-integer? (branch-right terminator)) (branch-right terminator) (plain-bits (branch-right terminator)))))
        (simplify-test (if (eq? right (branch-right terminator))
                           terminator
                           (make-branch (branch-source terminator) (branch-condition terminator) (branch-left terminator) right
                                        (branch-then terminator) (branch-else terminator))))))

    (define (simplify-test terminator)
      (if (and (eq? (branch-condition terminator) 'bits-clear) (eqv? (branch-right terminator) tag-mask)
               (defined-by? (branch-left terminator) word-or))
          (let* ((operands (instruction-operands (temporary-definition (branch-left terminator))))
                 (test (lambda (operand)
                         (make-branch (branch-source terminator) 'tag-is operand 0
                                      (branch-then terminator) (branch-else terminator)))))
            (cond ((eqv? (known-tag (car operands)) 0) (test-other (cadr operands) test terminator))
                  ((eqv? (known-tag (cadr operands)) 0) (test-other (car operands) test terminator))
                  (else terminator)))
          terminator))

    (define (test-other operand test terminator)
      (if (eq? (operand-representation operand) 'value) (test operand) terminator))

    ;; (decide-condition condition left right) -> true, false or unknown, from constants and known bits.
    (define (decide-condition condition left right)
      (case condition
        ((eq) (decide-equal left right 'true 'false))
        ((ne) (decide-equal left right 'false 'true))
        ((tag-is)
         (let ((tag (known-tag left)))
           (cond ((not tag) 'unknown)
                 ((= tag right) 'true)
                 (else 'false))))
        ((bits-clear)
         (if (eqv? right tag-mask)
             (let ((tag (known-tag left)))
               (cond ((eqv? tag 0) 'true)
                     (tag 'false)
                     ((some-part-not-zero? left) 'false)
                     (else 'unknown)))
             'unknown))
        ((lt gt) (if (same-operand? left right) 'false (decide-order condition left right)))
        ((le ge) (if (same-operand? left right) 'true (decide-order condition left right)))
        (else 'unknown)))

    ;; Is one of what was or-ed known to have a tag that is not 0?
    (define (some-part-not-zero? operand)
      (and (defined-by? operand word-or)
           (let* ((operands (instruction-operands (temporary-definition operand)))
                  (a (known-tag (car operands))) (b (known-tag (cadr operands))))
             (or (and a (> a 0)) (and b (> b 0))))))

    (define (decide-equal left right yes no)
      (cond ((same-operand? left right) yes)
            ((different-bits? (operand-bits left) (operand-bits right)) no)
            ((and (constant? left) (constant? right)) no)
            (else 'unknown)))

    (define (different-bits? a b)
      (let ((power (expt 2 (min (known-count a) (known-count b)))))
        (not (= (modulo (known-low a) power) (modulo (known-low b) power)))))

    ;; Constants of which two that are not the same operand have different bits.
    (define (constant? operand)
      (or (and (literal? operand)
               (let ((datum (literal-datum operand)))
                 (or (symbol? datum) (boolean? datum) (null? datum) (char? datum) (eof-object? datum))))
          (builtin? operand)))

    (define (decide-order condition left right)
      (if (and (exact-integer? left) (exact-integer? right))
          (if (case condition ((lt) (< left right)) ((gt) (> left right)) ((le) (<= left right)) (else (>= left right)))
              'true
              'false)
          'unknown))))
