;;; The libraries that users may import without a file of their own: one name for each file of the folder lib.
;;;
;;; The standard libraries are in the system as code. Of the further ones it carries the sources, and a program that imports one
;;; compiles it: a thousand procedures that few programs use would make every start slower.
(define-library (programs standard-libraries)
  (export standard-libraries further-libraries further-root)
  (import (scheme base))
  (begin
    (define standard-libraries
      '((scheme base) (scheme case-lambda) (scheme char) (scheme complex) (scheme cxr) (scheme eval) (scheme file) (scheme inexact)
        (scheme lazy) (scheme load) (scheme process-context) (scheme r5rs) (scheme read) (scheme repl) (scheme time) (scheme write)
        (suo bitwise) (suo hash-table) (suo runtime) (suo sort) (suo suspend) (suo syntax)))

    (define further-libraries
      '((scheme bitwise) (scheme box) (scheme charset) (scheme comparator) (scheme fixnum) (scheme generator)
        (scheme hash-table) (scheme list) (scheme sort) (scheme stream) (scheme vector) (scheme flonum) (suo environment) (suo file) (suo fixnum)
        (suo flonum) (suo format) (suo format-number) (suo keyed-table) (suo process) (suo special-functions) (srfi 1)
        (srfi 2) (srfi 6) (srfi 8) (srfi 9) (srfi 11) (srfi 14) (srfi 16) (srfi 23) (srfi 26) (srfi 27) (srfi 28)
        (srfi 30) (srfi 31) (srfi 34) (srfi 39) (srfi 41) (srfi 43) (srfi 45) (srfi 46) (srfi 62) (srfi 64) (srfi 69)
        (srfi 87) (srfi 98) (srfi 111) (srfi 125) (srfi 128) (srfi 132) (srfi 133) (srfi 143) (srfi 144) (srfi 145) (srfi 151)
        (srfi 152) (srfi 158)))

    ;; The folder of libraries inside the system.
    (define further-root "suo:/lib")))
