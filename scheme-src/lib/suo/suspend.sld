;;; (suo suspend): the whole running system into a file, from which `suo resume` goes on.
;;;
;;;   (suspend path)    #f in the process that goes on, #t in each that the file is resumed in; an error when it cannot be written
;;;
;;; Memory and the running procedures come back; open files do not, except standard input and output.
(define-library (suo suspend)
  (export suspend)
  (import (runtime suspension)))
