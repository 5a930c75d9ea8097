;;; Literal numbers: the ratios and complex numbers of a source text, from the reader to the image.
;;;
;;; Not every host of the compiler has exact ratios or complex numbers, and none is asked to compute with them. In the finished
;;; system such a literal is the number itself; elsewhere it is a record of its parts, made once for each value, so that
;;; eqv? means the same for both. Polar literals need a cosine; only the finished system makes them.
(define-library (base literal-number)
  (export literal-number-constructors literal-number?
          literal-ratio? literal-ratio-numerator literal-ratio-denominator
          literal-complex? literal-complex-real literal-complex-imaginary)
  (cond-expand
    (suo
     (import (scheme base) (scheme complex))
     (begin
       (define literal-number-constructors (list (lambda (numerator denominator) (/ numerator denominator)) make-rectangular make-polar))
       (define (literal-number? datum) (number? datum))
       (define (literal-ratio? datum) (and (number? datum) (exact? datum) (rational? datum) (not (integer? datum))))
       (define (literal-ratio-numerator ratio) (numerator ratio))
       (define (literal-ratio-denominator ratio) (denominator ratio))
       (define (literal-complex? datum) (and (number? datum) (not (real? datum))))
       (define (literal-complex-real complex) (real-part complex))
       (define (literal-complex-imaginary complex) (imag-part complex))))
    ((not suo)
     (import (scheme base))
     (begin
       (define-record-type literal-ratio (make-literal-ratio numerator denominator) literal-ratio?
         (numerator literal-ratio-numerator)
         (denominator literal-ratio-denominator))
       (define-record-type literal-complex (make-literal-complex real imaginary) literal-complex?
         (real literal-complex-real)
         (imaginary literal-complex-imaginary))

       (define (literal-number? datum)
         (or (number? datum) (literal-ratio? datum) (literal-complex? datum)))

       ;; What there is already: lists of (first second . record).
       (define literal-ratios '())
       (define literal-complexes '())

       (define (known-literal entries first second)
         (cond ((null? entries) #f)
               ((and (eqv? first (car (car entries))) (eqv? second (cadr (car entries)))) (cddr (car entries)))
               (else (known-literal (cdr entries) first second))))

       (define (shared-ratio numerator denominator)
         (let* ((divisor (gcd numerator denominator))
                (numerator (quotient numerator divisor))
                (denominator (quotient denominator divisor)))
           (or (known-literal literal-ratios numerator denominator)
               (let ((ratio (make-literal-ratio numerator denominator)))
                 (set! literal-ratios (cons (cons numerator (cons denominator ratio)) literal-ratios))
                 ratio))))

       (define (shared-complex real imaginary)
         (or (known-literal literal-complexes real imaginary)
             (let ((complex (make-literal-complex real imaginary)))
               (set! literal-complexes (cons (cons real (cons imaginary complex)) literal-complexes))
               complex)))

       (define literal-number-constructors (list shared-ratio shared-complex #f))))))
