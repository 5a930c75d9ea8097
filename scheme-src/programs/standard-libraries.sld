;;; The libraries that users may import without a file of their own: one name for each file of the folder lib.
;;;
;;; The standard libraries are in the system as code. Of the further ones it carries the sources, and a program that imports one
;;; compiles it: a thousand procedures that few programs use would make every start slower.
(define-library (programs standard-libraries)
  (export standard-libraries further-libraries further-root)
  (import (scheme base) (runtime features) (base list) (base text))
  (begin
    (define standard-libraries
      '((scheme base) (scheme case-lambda) (scheme char) (scheme complex) (scheme cxr) (scheme eval) (scheme file) (scheme inexact)
        (scheme lazy) (scheme load) (scheme process-context) (scheme r5rs) (scheme read) (scheme repl) (scheme time) (scheme write)
        (suo bitwise) (suo hash-table) (suo runtime) (suo sort) (suo suspend) (suo syntax)))

    ;; (srfi N) for each feature srfi-N.
    (define srfi-libraries
      (filter-map (lambda (feature)
                    (let ((name (symbol->string feature)))
                      (and (text-prefix? "srfi-" name)
                           (list 'srfi (string->number (substring name 5 (string-length name)))))))
                  target-features))

    (define further-libraries
      (append
       srfi-libraries
       '((srfi 146 hash) (srfi 171 meta) (srfi 227 definition)
         (scheme bitwise) (scheme box) (scheme charset) (scheme comparator) (scheme division) (scheme fixnum) (scheme flonum)
         (scheme generator) (scheme hash-table) (scheme ideque) (scheme list) (scheme list-queue) (scheme lseq)
         (scheme mapping) (scheme mapping hash) (scheme regex) (scheme set) (scheme sort) (scheme stream) (scheme vector)
         (suo char-set) (suo collection) (suo environment) (suo file) (suo fixnum) (suo flonum) (suo format) (suo format-number) (suo keyed-table)
         (suo mapping)
         (suo process) (suo regexp-machine) (suo regexp-program) (suo regexp-syntax) (suo search-tree)
         (suo special-functions)
         (suo unicode-properties))))

    ;; The folder of libraries inside the system.
    (define further-root "suo:/lib")))
