;;; The libraries that users may import without a file of their own: one name for each file of the folder lib.
(define-library (programs standard-libraries)
  (export standard-libraries)
  (import (scheme base))
  (begin
    (define standard-libraries
      '((scheme base) (scheme case-lambda) (scheme char) (scheme complex) (scheme cxr) (scheme eval) (scheme file) (scheme inexact)
        (scheme lazy) (scheme load) (scheme process-context) (scheme read) (scheme repl) (scheme time) (scheme write)
        (suo bitwise) (suo hash-table) (suo sort) (suo suspend)))))
