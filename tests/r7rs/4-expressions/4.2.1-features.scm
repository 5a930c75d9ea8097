;;; R7RS 4.2.1, 5.6.1, 6.14: features, cond-expand and the libraries there are agree with each other.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme eval))
(include "../check/check.scm")
(define (feature-clause feature) `(cond-expand (,feature #t) (else #f)))
(define base (environment '(scheme base)))
;; Everything listed holds, and nothing else does.
(check (let ((lacking '()))
         (for-each (lambda (feature) (unless (eval (feature-clause feature) base) (set! lacking (cons feature lacking)))) (features))
         lacking)
       '()
       (cond-expand (r7rs #t) (else #f)) #t (cond-expand (srfi-99999 #t) (else #f)) #f
       (cond-expand ((and srfi-1 (not windows)) 'yes) (else 'no)) 'yes)
;; srfi-N promises the library (srfi N), also where a program compiled ahead of time asks for it.
(define (srfi-number feature)
  (let ((name (symbol->string feature)))
    (and (> (string-length name) 5) (string=? "srfi-" (substring name 0 5)) (string->number (substring name 5 (string-length name))))))
(check (let ((lacking '()))
         (for-each (lambda (feature)
                     (let ((number (srfi-number feature)))
                       (when (and number (not (eval (feature-clause `(library (srfi ,number))) base)))
                         (set! lacking (cons feature lacking)))))
                   (features))
         lacking)
       '()
       (eval '(fold + 0 '(1 2 3)) (environment '(scheme base) '(srfi 1))) 6)
(summary)
