;;; SRFI 171, the library (srfi 171 meta): what transducers are made with. Deviations: none.
(define-library (srfi 171 meta)
  (export reduced reduced? unreduce ensure-reduced preserving-reduced
          list-reduce vector-reduce string-reduce bytevector-u8-reduce port-reduce generator-reduce)
  (import (scheme base))
  (begin
    ;; (reduced object) -> a result that ends the reduction; (unreduce result) -> the object in it
    (define-record-type reduced-type (reduced object) reduced? (object unreduce))

    ;; (ensure-reduced object) -> a reduced object
    (define (ensure-reduced object) (if (reduced? object) object (reduced object)))

    ;; (preserving-reduced reducer) -> reducer whose reduced results survive one more reduction
    (define (preserving-reduced reducer)
      (lambda (result input)
        (let ((next (reducer result input)))
          (if (reduced? next) (reduced next) next))))

    ;; (list-reduce reducer identity list) -> (reducer result element) over the elements until a result is reduced; and so on
    (define (list-reduce reducer identity list)
      (let loop ((rest list) (result identity))
        (if (null? rest)
            result
            (let ((next (reducer result (car rest))))
              (if (reduced? next) (unreduce next) (loop (cdr rest) next))))))

    (define-syntax define-reduce
      (syntax-rules ()
        ((_ name length ref)
         (define (name reducer identity object)
           (let ((size (length object)))
             (let loop ((index 0) (result identity))
               (if (= index size)
                   result
                   (let ((next (reducer result (ref object index))))
                     (if (reduced? next) (unreduce next) (loop (+ index 1) next))))))))))

    (define-reduce vector-reduce vector-length vector-ref)
    (define-reduce string-reduce string-length string-ref)
    (define-reduce bytevector-u8-reduce bytevector-length bytevector-u8-ref)

    ;; (generator-reduce reducer identity generator), (port-reduce reducer identity reader port): until an end-of-file object
    (define (generator-reduce reducer identity generator)
      (let loop ((input (generator)) (result identity))
        (if (eof-object? input)
            result
            (let ((next (reducer result input)))
              (if (reduced? next) (unreduce next) (loop (generator) next))))))
    (define (port-reduce reducer identity reader port)
      (generator-reduce reducer identity (lambda () (reader port))))))
