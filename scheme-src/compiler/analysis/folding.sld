;;; Folding: the value of a primitive on constants.
;;;
;;; The result must not depend on the host: only exact integers, characters, booleans, symbols and the empty list are
;;; computed with; no flonums, no strings, nothing whose identity matters. Fixnums are the target's (from the layout table),
;;; not the host's. Which rows may be folded at all says their option (fold).
(define-library (compiler analysis folding)
  (export fold-primitive immediate-constant?)
  (import (scheme base) (machine layout) (machine primitives))
  (begin
    ;; (fold-primitive primitive values) -> list of the value, or #f: not to be computed here. values: list of constants.
    (define (fold-primitive primitive values)
      (and (primitive-option primitive 'fold)
           (let ((row (assq (primitive-name primitive) folders)))
             (and row ((cdr row) values)))))

    ;; Constants that may be copied: they have no identity beyond their value.
    (define (immediate-constant? value)
      (or (exact-integer? value) (boolean? value) (char? value) (symbol? value) (null? value)))

    (define fixnum-limit
      (expt 2 (- (* 8 (layout-value 'word-bytes)) (layout-value 'tag-bits) 1)))

    (define (target-fixnum? value)
      (and (exact-integer? value) (<= (- fixnum-limit) value) (< value fixnum-limit)))

    ;; Larger integers are left to the run-time system: the compiler's time stays bounded.
    (define integer-limit (expt 2 256))

    (define (small? value) (and (exact-integer? value) (< (- integer-limit) value integer-limit)))

    ;; The makers of folders: each gives a procedure from a list of constants to a list of the result or #f.
    (define (arithmetic procedure)
      (lambda (values)
        (and (= (length values) 2) (small? (car values)) (small? (cadr values))
             (list (procedure (car values) (cadr values))))))

    (define (division procedure)
      (lambda (values)
        (and (= (length values) 2) (small? (car values)) (small? (cadr values)) (not (= (cadr values) 0))
             (list (procedure (car values) (cadr values))))))

    (define (number-test procedure)
      (lambda (values)
        (and (small? (car values)) (list (procedure (car values))))))

    (define (character-comparison procedure)
      (lambda (values)
        (and (= (length values) 2) (char? (car values)) (char? (cadr values))
             (list (procedure (char->integer (car values)) (char->integer (cadr values)))))))

    ;; Kinds of constants that are the same on every host.
    (define (kind-test procedure)
      (lambda (values)
        (let ((value (car values)))
          (and (or (immediate-constant? value) (pair? value) (string? value) (vector? value) (bytevector? value))
               (list (procedure value))))))

    (define (identity values)
      (and (immediate-constant? (car values)) (immediate-constant? (cadr values))
           (list (eqv? (car values) (cadr values)))))

    ;; Whether two integers are the same object is known only for fixnums.
    (define (pointer-identity values)
      (and (or (not (exact-integer? (car values))) (target-fixnum? (car values)))
           (or (not (exact-integer? (cadr values))) (target-fixnum? (cadr values)))
           (identity values)))

    (define (part procedure)
      (lambda (values)
        (and (pair? (car values))
             (immediate-constant? (procedure (car values)))
             (list (procedure (car values))))))

    (define (valid-code-point? value)
      (and (exact-integer? value) (or (<= 0 value #xd7ff) (<= #xe000 value #x10ffff))))

    (define folders
      (list (cons 'eq? pointer-identity)
            (cons 'eqv? identity)
            (cons 'not (lambda (values) (list (not (car values)))))
            (cons 'null? (kind-test null?))
            (cons 'pair? (kind-test pair?))
            (cons 'fixnum? (kind-test target-fixnum?))
            (cons 'number? (kind-test exact-integer?))
            (cons 'char? (kind-test char?))
            (cons 'boolean? (kind-test boolean?))
            (cons 'symbol? (kind-test symbol?))
            (cons 'string? (kind-test string?))
            (cons 'vector? (kind-test vector?))
            (cons 'bytevector? (kind-test bytevector?))
            (cons 'car (part car))
            (cons 'cdr (part cdr))
            (cons '+ (arithmetic +))
            (cons '- (arithmetic -))
            (cons '* (arithmetic *))
            (cons '= (arithmetic =))
            (cons '< (arithmetic <))
            (cons '> (arithmetic >))
            (cons '<= (arithmetic <=))
            (cons '>= (arithmetic >=))
            (cons 'quotient (division quotient))
            (cons 'remainder (division remainder))
            (cons 'modulo (division modulo))
            (cons 'zero? (number-test zero?))
            (cons 'positive? (number-test positive?))
            (cons 'negative? (number-test negative?))
            (cons 'char->integer (lambda (values) (and (char? (car values)) (list (char->integer (car values))))))
            (cons 'integer->char (lambda (values) (and (valid-code-point? (car values)) (list (integer->char (car values))))))
            (cons 'char=? (character-comparison =))
            (cons 'char<? (character-comparison <))
            (cons 'char>? (character-comparison >))
            (cons 'char<=? (character-comparison <=))
            (cons 'char>=? (character-comparison >=))
            (cons 'vector-length (lambda (values) (and (vector? (car values)) (list (vector-length (car values))))))))))
