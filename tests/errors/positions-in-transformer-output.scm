;;; What an er-macro-transformer puts into its output unchanged keeps its place in the program; what it makes stands at the use.
;; exit: 65
(import (scheme base) (suo syntax))
(define-syntax both
  (er-macro-transformer
   (lambda (form rename compare)
     (list (rename 'list) (cadr form) (list (rename 'car) (car (cddr form))) (list (rename 'undefined-helper))))))
(define (f x)
  (both (carr x)
        undefined-name))
