;;; Size: how many nodes a program of Core or Closed has.
(define-library (compiler ir size)
  (export program-size)
  (import (scheme base) (compiler ir core) (compiler ir closed) (compiler ir grammar))
  (begin
    ;; (program-size program) -> count of nodes; 0 of a program in another language
    (define (program-size program)
      (cond ((program? program) (size program core-language))
            ((closed-program? program) (size program closed-language))
            (else 0)))

    (define (size node language)
      (let loop ((fields (kind-fields (kind-of node language))) (total 1))
        (if (null? fields)
            total
            (let ((value ((field-accessor (car fields)) node)))
              (loop (cdr fields)
                    (case (field-kind (car fields))
                      ((expression body) (+ total (size value language)))
                      ((optional) (if value (+ total (size value language)) total))
                      ((expressions bodies clauses items procedures) (+ total (list-size value language)))
                      ((body-lists) (fold-sizes value language total))
                      (else total)))))))

    (define (list-size nodes language)
      (let loop ((nodes nodes) (total 0))
        (if (null? nodes)
            total
            (loop (cdr nodes) (+ total (size (car nodes) language))))))

    (define (fold-sizes lists language total)
      (if (null? lists)
          total
          (fold-sizes (cdr lists) language (+ total (list-size (car lists) language)))))))
