;;; Lowering of what touches the machine: the register file, raw memory, system calls, code objects.
(define-library (compiler back lower system)
  (export system-lowerings)
  (import (scheme base) (machine layout) (compiler ir children) (compiler ir flow) (compiler ir operations) (compiler back lower emit)
          (compiler back lower vectors))
  (begin
    ;;; The register file.

    (define (lower-register-ref name operands) (emit register-ref 'value (literal-integer (car operands))))

    (define (lower-register-set name operands)
      (emit! register-set (literal-integer (car operands)) (cadr operands))
      unspecified)

    (define (lower-raw-register-ref name operands)
      (integer->value (emit register-ref 'word (literal-integer (car operands)))))

    (define (lower-raw-register-set name operands)
      (emit! register-set (literal-integer (car operands)) (raw-integer (cadr operands)))
      unspecified)

    ;;; System calls.

    (define (lower-system-call name operands)
      (let* ((number (raw-integer (car operands)))
             (arguments (map-in-order machine-argument (cdr operands))))
        (integer->value (apply emit system-call 'word number arguments))))

    ;; A fixnum as its number, another object as the address of its contents.
    (define (machine-argument operand)
      (if (fixnum-literal? operand)
          (literal-integer operand)
          (join-of 'word
                   (lambda (join)
                     (let* ((number (fresh-block)) (object (fresh-block)))
                       (branch! 'tag-is operand fixnum-tag number object)
                       (start-block! number)
                       (goto! join (raw-integer operand))
                       (start-block! object)
                       (goto! join (emit word-add 'word (emit object-address 'word operand) units-displacement)))))))

    ;; Fixnums as addresses: the bits above the tag are the address in words.
    (define (lower-object-address name operands)
      (emit word-and 'value (emit object-address 'word (car operands)) fixnum-mask))

    (define (lower-object-bits name operands) (emit word-and 'value (car operands) fixnum-mask))

    ;;; Raw memory, by byte address.

    (define (memory-load operation)
      (lambda (name operands)
        (integer->value (emit operation 'word (raw-integer (car operands)) #f 1 0))))

    (define (lower-load-s32 name operands)
      (let ((word (emit load32 'word (raw-integer (car operands)) #f 1 0)))
        (emit word-and 'value
              (emit word-sar 'word (emit word-shl 'word word 32) (- 32 fixnum-shift))
              fixnum-mask)))

    (define (lower-load-value name operands) (emit load64 'value (raw-integer (car operands)) #f 1 0))

    (define (lower-stack-pointer name operands) (integer->value (emit stack-pointer 'word)))

    (define (lower-time-stamp name operands) (integer->value (emit time-stamp 'word)))

    ;;; Procedures and code objects. Code does not move, so its address may stay in a temporary.

    (define (code-address procedure) (emit load64 'word procedure #f 1 (- procedure-tag)))

    (define (lower-procedure-code name operands)
      (emit word-sub 'value (code-address (car operands)) (- header-tag object-tag)))

    (define (lower-procedure-free name operands)
      (let ((first (- (* word-bytes (layout-value 'procedure-first-free)) procedure-tag)))
        (if (fixnum-literal? (cadr operands))
            (emit load64 'value (car operands) #f 1 (+ first (fixnum-bits (cadr operands))))
            (emit load64 'value (car operands) (cadr operands) 1 first))))

    (define (lower-free-count name operands)
      (integer->value
       (emit load32 'word (code-address (car operands)) #f 1
             (- (* word-bytes (layout-number 'code-object 'captured)) header-tag))))

    (define (code-slot slot)
      (let ((displacement (- (* word-bytes (layout-number 'code-object slot)) object-tag)))
        (lambda (name operands) (emit load64 'value (car operands) #f 1 displacement))))

    (define system-lowerings
      (list
       (list '%register-ref 'value lower-register-ref)
       (list '%register-set! 'value lower-register-set)
       (list '%raw-register-ref 'value lower-raw-register-ref)
       (list '%raw-register-set! 'value lower-raw-register-set)
       (list '%system-call 'value lower-system-call)
       (list '%object-address 'value lower-object-address)
       (list '%object-bits 'value lower-object-bits)
       (list '%load-u8 'value (memory-load load8))
       (list '%load-u32 'value (memory-load load32))
       (list '%load-s32 'value lower-load-s32)
       (list '%load-word 'value (memory-load load64))
       (list '%load-value 'value lower-load-value)
       (list '%stack-pointer 'value lower-stack-pointer)
       (list '%time-stamp 'value lower-time-stamp)
       (list '%procedure-code 'value lower-procedure-code)
       (list '%procedure-free 'value lower-procedure-free)
       (list '%procedure-free-count 'value lower-free-count)
       (list '%code-name 'value (code-slot 'name))
       (list '%code-info 'value (code-slot 'info))))))
