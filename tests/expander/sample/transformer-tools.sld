;; Procedures for transformers, a transformer that uses one of them through another library's macro, and hygiene of both.
(define-library (sample transformer-tools)
  (export quote-list reversed-list with-secret)
  (import (scheme base) (suo syntax) (sample transformer-helpers))
  (begin
    (define secret 'secret)
    (define (quote-list forms) #`(quote #,forms))
    (define-syntax reversed-list
      (er-macro-transformer
       (lambda (form rename compare)
         (cons (rename 'list) (reverse-all (cdr form))))))
    (define-syntax with-secret
      (lambda (stx)
        (syntax-case stx () ((_ e) #'(list secret e)))))))
