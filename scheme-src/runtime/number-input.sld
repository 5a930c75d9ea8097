;;; Number input: string->number, by the reader's number syntax with the ratios and complex numbers of this system.
(define-library (runtime number-input)
  (export string->number number-constructors)
  (import (primitives) (core-syntax) (runtime errors) (runtime arithmetic) (runtime complex) (runtime polar) (runtime decimals) (reader number))
  (begin
    (define (make-checked-ratio numerator denominator)
      (and (not (eq? denominator 0)) (make-ratio numerator denominator)))

    ;; What (reader number) needs to make more than integers and flonums, and to make flonums fast.
    (define (number-constructors) constructors)
    (define constructors
      (cons make-checked-ratio (cons make-complex (cons make-polar (cons decimal->flonum '())))))

    (define string->number
      (case-lambda
        ((string) (text->number string 10))
        ((string radix)
         (if (not (and (fixnum? radix) (%fx>= radix 2) (%fx<= radix 36))) (wrong-range 'string->number 1 radix))
         (text->number string radix))))

    (define (text->number string radix)
      (if (not (string? string)) (wrong-type 'string->number 0 'string string))
      (let ((number (parse-number string 0 (string-length string) radix (number-constructors))))
        (and (number? number) number)))))
