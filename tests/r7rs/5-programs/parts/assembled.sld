;; Every kind of declaration, in any order, several times.
(define-library (parts assembled)
  (include-library-declarations "assembled-declarations.scm")
  (begin (define from-begin 'begin))
  (export from-begin)
  (include "assembled-body.scm" "assembled-second.scm")
  (include-ci "assembled-ci.scm")
  (cond-expand
    ((library (parts log)) (import (only (parts log) notes)) (begin (define from-cond (pair? (notes)))))
    (else (begin (define from-cond 'none))))
  (cond-expand
    ((and no-such-feature r7rs) (export never-there))
    ((not no-such-feature) (export from-cond)))
  (begin (define from-second-begin (list from-begin from-body)))
  (export from-second-begin (rename inner-name outer-name))
  (import (scheme base))
  (begin (define inner-name 'renamed) (define-syntax from-macro (syntax-rules () ((_) (list 'macro from-begin)))))
  (export from-macro (rename from-begin again)))
