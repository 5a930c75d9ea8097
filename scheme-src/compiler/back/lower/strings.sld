;;; Lowering of strings and symbols.
;;;
;;; A string is a record with one slot, its buffer: an object with a typed header whose units have 1, 2 or 4 bytes. The
;;; narrow units are the expected case; the others stand in cold blocks.
(define-library (compiler back lower strings)
  (export string-lowerings)
  (import (scheme base) (compiler ir flow) (compiler ir operations) (compiler back lower emit) (compiler back lower kinds)
          (compiler back lower characters) (compiler back lower vectors) (compiler back lower records))
  (begin
    (define buffer-slot (record-slot 'string 'buffer))

    (define (load-buffer string) (emit load64 'value string #f 1 buffer-slot))

    (define (checked-buffer name operands)
      (check-descriptor! (car operands) 'string (type-failure name 0 (car operands)))
      (load-buffer (car operands)))

    (define (lower-length name operands) (load-length (checked-buffer name operands)))

    ;; One after the other: narrow, then wide, then middle; each procedure ends its block. Offsets of units grow with their
    ;; bytes; a fixnum's bits are 8 times its number.
    (define (by-unit! buffer narrow middle wide)
      (let ((narrow-block (fresh-block)))
        (branch! 'header-is buffer (header-type 'string-buffer-1) narrow-block
                 (cold-block
                  (lambda ()
                    (let* ((wide-block (make-block '() #t)) (middle-block (make-block '() #t)))
                      (branch! 'header-is buffer (header-type 'string-buffer-4) wide-block middle-block)
                      (start-block! wide-block)
                      (wide)
                      (start-block! middle-block)
                      (middle)))))
        (start-block! narrow-block)
        (narrow)))

    (define (unit-load operation buffer index bytes)
      (unit-place index bytes
                  (lambda (index displacement) (emit operation 'word buffer index 1 displacement))))

    (define (unit-store! operation buffer index bytes code-point)
      (unit-place index bytes
                  (lambda (index displacement) (emit! operation buffer index 1 displacement code-point))))

    ;; bytes: 1, 2 or 4. The receiver gets an index in bytes, or #f, and a displacement.
    (define (unit-place index bytes receiver)
      (if (fixnum-literal? index)
          (receiver #f (+ units-displacement (* bytes (literal-integer index))))
          (receiver (emit word-shr 'word index (case bytes ((1) fixnum-shift) ((2) (- fixnum-shift 1)) (else (- fixnum-shift 2))))
                    units-displacement)))

    ;; The code point at an index, a raw word.
    (define (load-code-point buffer index)
      (join-of 'word
               (lambda (join)
                 (by-unit! buffer
                           (lambda () (goto! join (unit-load load8 buffer index 1)))
                           (lambda () (goto! join (unit-load load16 buffer index 2)))
                           (lambda () (goto! join (unit-load load32 buffer index 4)))))))

    (define (lower-ref name operands)
      (let ((buffer (checked-buffer name operands)))
        (check-index! name 1 (cadr operands) (load-length buffer) (car operands))
        (code-point->character (load-code-point buffer (cadr operands)))))

    (define (lower-unit-ref name operands)
      (integer->value (load-code-point (load-buffer (car operands)) (cadr operands))))

    ;; What does not fit the units, and units of two bytes, are the hook's.
    (define (lower-set name operands)
      (let* ((string (car operands))
             (index (cadr operands))
             (character (list-ref operands 2))
             (buffer (checked-buffer name operands)))
        (check-index! name 1 index (load-length buffer) string)
        (check-character! name 2 character)
        (let* ((done (fresh-block))
               (hook (cold-block (lambda ()
                                   (call-hook 'string-set-wide! string index character)
                                   (goto! done))))
               (code-point (character->code-point character)))
          (by-unit! buffer
                    (lambda ()
                      (check! 'ule code-point 255 (lambda () hook))
                      (unit-store! store8 buffer index 1 code-point)
                      (goto! done))
                    (lambda () (goto! hook))
                    (lambda ()
                      (unit-store! store32 buffer index 4 code-point)
                      (goto! done)))
          (start-block! done)
          unspecified)))

    (define (lower-unit-set name operands)
      (let* ((buffer (load-buffer (car operands)))
             (index (cadr operands))
             (code-point (raw-integer (list-ref operands 2)))
             (done (fresh-block)))
        (by-unit! buffer
                  (lambda () (unit-store! store8 buffer index 1 code-point) (goto! done))
                  (lambda () (unit-store! store16 buffer index 2 code-point) (goto! done))
                  (lambda () (unit-store! store32 buffer index 4 code-point) (goto! done)))
        (start-block! done)
        unspecified))

    (define (lower-unit name operands)
      (let ((buffer (load-buffer (car operands))))
        (join-of 'value
                 (lambda (join)
                   (by-unit! buffer
                             (lambda () (goto! join (make-literal 1)))
                             (lambda () (goto! join (make-literal 2)))
                             (lambda () (goto! join (make-literal 4))))))))

    ;;; Making strings.

    (define (lower-make name operands)
      (let* ((length (car operands))
             (unit (cadr operands))
             (raw-length (raw-integer length))
             (buffer (join-of 'value
                              (lambda (join)
                                (by-size! unit
                                          (lambda (header shift)
                                            (goto! join (zero-buffer header length raw-length shift))))))))
        (emit-record (make-builtin 'string) (list buffer))))

    ;; unit: operand, 1, 2 or 4. The procedure gets the header's name and the shift, and ends the block.
    (define (by-size! unit procedure)
      (if (fixnum-literal? unit)
          (case (literal-integer unit)
            ((1) (procedure 'string-buffer-1 0))
            ((2) (procedure 'string-buffer-2 1))
            (else (procedure 'string-buffer-4 2)))
          (let* ((one (fresh-block)) (more (fresh-block)) (two (fresh-block)) (four (fresh-block)))
            (branch! 'eq unit (* 1 (+ tag-mask 1)) one more)
            (start-block! more)
            (branch! 'eq unit (* 2 (+ tag-mask 1)) two four)
            (start-block! one)
            (procedure 'string-buffer-1 0)
            (start-block! two)
            (procedure 'string-buffer-2 1)
            (start-block! four)
            (procedure 'string-buffer-4 2))))

    (define (zero-buffer header length raw-length shift)
      (let* ((units (if (= shift 0) raw-length (emit word-shl 'word raw-length shift)))
             (bytes (emit word-and 'word (emit word-add 'word units (+ word-bytes (- word-bytes 1))) (- word-bytes)))
             (buffer (allocate-units header (fixnum-bits length) bytes)))
        (fill-words! buffer (emit word-sub 'word bytes word-bytes) 0)
        buffer))

    (define (lower-buffer name operands) (load-buffer (car operands)))

    (define (lower-buffer-set name operands)
      (emit! store-value (car operands) #f 1 buffer-slot (cadr operands))
      unspecified)

    ;;; Symbols.

    (define (lower-make-symbol name operands) (emit-record (make-builtin 'symbol) operands))

    (define (symbol-slot slot)
      (let ((displacement (record-slot 'symbol slot)))
        (lambda (name operands) (emit load64-fixed 'value (car operands) #f 1 displacement))))

    (define string-lowerings
      (list
       (list 'string-length 'value lower-length)
       (list 'string-ref 'value lower-ref)
       (list 'string-set! 'value lower-set)
       (list '%make-string 'value lower-make)
       (list '%string-unit 'value lower-unit)
       (list '%string-buffer 'value lower-buffer)
       (list '%string-buffer-set! 'value lower-buffer-set)
       (list '%string-unit-ref 'value lower-unit-ref)
       (list '%string-unit-set! 'value lower-unit-set)
       (list '%make-symbol 'value lower-make-symbol)
       (list '%symbol-name 'value (symbol-slot 'name))
       (list '%symbol-hash 'value (symbol-slot 'hash))))))
