;;; Guile finds the file of an `include` only from an absolute name of the including file; so it must keep absolute names, when it
;;; loads and when it compiles.
(fluid-set! %file-port-name-canonicalization 'absolute)
(let* ((compiler (resolve-module '(system base compile)))
       (compile-file (module-ref compiler 'compile-file)))
  (module-set! compiler 'compile-file
               (lambda (file . options) (apply compile-file file (append options (list #:canonicalization 'absolute))))))
