;;; Convention: the machine registers that have a role, from the tables of the layout.
;;;
;;; (compiler back x86-64 registers) and its parts see roles only. A name that ends in -register is a number, the others are operands.
(define-library (compiler back x86-64 convention)
  (export argument-registers argument-register-count result-register count-register procedure-register
          allocation-register stack-register scratch-register
          stack-pointer scratch heap-pointer allocation-limit-memory stack-limit-memory)
  (import (scheme base) (machine layout) (compiler back x86-64 operand))
  (begin
    (define argument-registers (layout-section 'argument-registers))
    (define argument-register-count (length argument-registers))
    (define result-register (car argument-registers))
    (define count-register (layout-value 'count-register))
    (define procedure-register (layout-value 'procedure-register))
    (define register-file-register (layout-value 'register-file-register))
    (define allocation-register (layout-value 'allocation-register))
    (define stack-register (layout-value 'stack-register))
    (define scratch-register (layout-value 'scratch-register))

    (define stack-pointer (general-register stack-register))
    (define scratch (general-register scratch-register))
    (define heap-pointer (general-register allocation-register))

    (define (register-file-slot name)
      (make-memory 8 register-file-register #f 1 (* 8 (layout-number 'register-file name)) #f))

    (define allocation-limit-memory (register-file-slot 'allocation-limit))
    (define stack-limit-memory (register-file-slot 'stack-limit))))
