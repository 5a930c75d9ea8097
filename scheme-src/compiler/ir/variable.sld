;;; Variables: what Core and Closed bind, refer to and assign.
;;;
;;; A variable is an object, not a name: two variables of the same name are different, so no pass ever renames to avoid capture.
;;; What passes want to know about a variable for a while stands in its mutable slots instead of in a table; each pass
;;; writes a slot before it reads it, so nothing has to be cleaned up in between.
;;;
;;;   name        symbol, for people
;;;   id          small integer, unique in this compilation, in the order of creation
;;;   source      position or #f
;;;   global?     a top-level variable of a library or a program
;;;   live-value  of a definition of the running system: the object or cell; #f otherwise
;;;   assigned?   a $set names it (kept by the builder and by passes that copy or drop assignments)
;;;   parameter?  a $clause of the source binds it: traces show it among the arguments, wherever inlining has moved it
;;;   mark count fact   free for the running pass
(define-library (compiler ir variable)
  (export make-variable make-global-variable copy-variable variable? reset-variable-ids!
          variable-name variable-id variable-source variable-global?
          variable-live-value variable-set-live-value! variable-assigned? variable-set-assigned!
          variable-parameter? variable-set-parameter!
          variable-mark variable-set-mark! variable-count variable-set-count! variable-fact variable-set-fact!)
  (import (scheme base))
  (begin
    (define-record-type variable
      (new-variable name id source global? live-value assigned? parameter? mark count fact)
      variable?
      (name variable-name)
      (id variable-id)
      (source variable-source)
      (global? variable-global?)
      (live-value variable-live-value variable-set-live-value!)
      (assigned? variable-assigned? variable-set-assigned!)
      (parameter? variable-parameter? variable-set-parameter!)
      (mark variable-mark variable-set-mark!)
      (count variable-count variable-set-count!)
      (fact variable-fact variable-set-fact!))

    (define next-id 0)

    (define (take-id!)
      (set! next-id (+ next-id 1))
      next-id)

    ;; Begin a compilation: ids, and so all names in dumps and output, depend on the program alone.
    (define (reset-variable-ids!)
      (set! next-id 0))

    ;; A fresh local variable.
    (define (make-variable name source)
      (new-variable name (take-id!) source #f #f #f #f #f 0 #f))

    ;; A fresh top-level variable.
    (define (make-global-variable name source)
      (new-variable name (take-id!) source #t #f #f #f #f 0 #f))

    ;; A fresh local variable with the name, source and other properties of another.
    (define (copy-variable variable)
      (new-variable (variable-name variable) (take-id!) (variable-source variable) #f #f (variable-assigned? variable)
                    (variable-parameter? variable) #f 0 #f))))
