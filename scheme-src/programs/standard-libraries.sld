;;; The libraries that users may import without a file of their own: one name for each file of the folder lib.
;;;
;;; The standard libraries are in the system as code. Of the further ones it carries the sources, and a program that imports one
;;; compiles it: a thousand procedures that few programs use would make every start slower.
(define-library (programs standard-libraries)
  (export standard-libraries further-libraries further-root)
  (import (scheme base))
  (begin
    (define standard-libraries
      '((scheme base) (scheme case-lambda) (scheme char) (scheme cxr) (scheme eval) (scheme file) (scheme inexact)
        (scheme lazy) (scheme load) (scheme process-context) (scheme read) (scheme repl) (scheme time) (scheme write)
        (suo bitwise) (suo hash-table) (suo sort) (suo suspend) (suo syntax)))

    (define further-libraries
      '((scheme box)
        (srfi 2) (srfi 6) (srfi 8) (srfi 9) (srfi 11) (srfi 16) (srfi 23) (srfi 28) (srfi 30) (srfi 31) (srfi 34) (srfi 39)
        (srfi 45) (srfi 46) (srfi 62) (srfi 87) (srfi 98) (srfi 111)))

    ;; The folder of libraries inside the system.
    (define further-root "suo:/lib")))
