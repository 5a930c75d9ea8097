;;; Linked: the compiler inside a program that evaluates, suo itself among them. The library's body makes eval and its like work;
;;; the compiler gets ready when it is first used.
(define-library (programs linked)
  (export)
  (import (scheme base) (programs evaluation))
  (begin
    (offer-evaluation!)))
