;;; The primitive table as a library: rows as records, found by name.
(define-library (machine primitives)
  (export primitive-table hook-table
          primitive? primitive-name primitive-arguments primitive-result primitive-effect
          primitive-named primitive-option primitive-minimum-arguments primitive-variadic? all-primitives)
  (import (scheme base))
  (include "primitives.scm")
  (begin
    (define-record-type primitive
      (make-primitive name arguments result effect options minimum-arguments variadic?)
      primitive?
      (name primitive-name)
      (arguments primitive-arguments)
      (result primitive-result)
      (effect primitive-effect)
      (options primitive-options)
      (minimum-arguments primitive-minimum-arguments)
      (variadic? primitive-variadic?))

    (define (row->primitive row)
      (let* ((arguments (cadr row))
             (rest (memq '& arguments)))
        (make-primitive (car row) arguments (list-ref row 2) (list-ref row 3) (list-tail row 4)
                        (if rest (- (length arguments) (length rest)) (length arguments))
                        (if rest #t #f))))

    ;; All primitives, in table order.
    (define all-primitives (map row->primitive primitive-table))

    ;; (primitive-named symbol) -> primitive or #f. Linear: callers keep their own tables.
    (define (primitive-named name)
      (let loop ((list all-primitives))
        (cond ((null? list) #f)
              ((eq? (primitive-name (car list)) name) (car list))
              (else (loop (cdr list))))))

    ;; (primitive-option primitive key) -> the arguments of that option as a list, or #f.
    (define (primitive-option primitive key)
      (let ((option (assq key (primitive-options primitive))))
        (if option (cdr option) #f)))))
