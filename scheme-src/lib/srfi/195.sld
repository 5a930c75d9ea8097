;;; SRFI 195: boxes of any number of values. A box of one value is one of SRFI 111. Deviations: none.
(define-library (srfi 195)
  (export box box? unbox set-box! box-arity unbox-value set-box-value!)
  (import (scheme base) (scheme case-lambda) (prefix (srfi 111) single:))
  (begin
    ;; contents: a vector, of no value or of two and more.
    (define-record-type box-of-several
      (make-box-of-several contents)
      box-of-several?
      (contents contents set-contents!))

    ;; (box value ...) -> box of these values
    (define box
      (case-lambda
        ((value) (single:box value))
        (values (make-box-of-several (list->vector values)))))

    (define (box? object) (or (single:box? object) (box-of-several? object)))

    ;; (unbox box) -> its values
    (define (unbox box)
      (if (single:box? box)
          (single:unbox box)
          (apply values (vector->list (contents box)))))

    ;; (set-box! box value ...): as many values as it has
    (define (set-box! box . values)
      (cond ((not (= (length values) (box-arity box)))
             (error "set-box!: not as many values as the box has" box values))
            ((single:box? box) (single:set-box! box (car values)))
            (else (set-contents! box (list->vector values)))))

    ;; (box-arity box) -> number of its values
    (define (box-arity box) (if (single:box? box) 1 (vector-length (contents box))))

    ;; (unbox-value box index) -> its value at the index; (set-box-value! box index value) puts one there
    (define (unbox-value box index)
      (if (and (single:box? box) (eqv? index 0))
          (single:unbox box)
          (vector-ref (values-of box) index)))
    (define (set-box-value! box index value)
      (if (and (single:box? box) (eqv? index 0))
          (single:set-box! box value)
          (vector-set! (values-of box) index value)))

    (define (values-of box)
      (if (single:box? box) (error "the box has no value at this index" box) (contents box)))))
