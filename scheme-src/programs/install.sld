;;; Install: code chunks into the running system, by the kernel call that owns the code space.
;;;
;;; The chunks were assembled in link mode `literal`: what they need of the heap stands in their literal slots, names and
;;; infos. The first chunk's procedure captures nothing; its closure is the result.
;;;
;;;   bundle = u32 N, R, V, 0 | N bytes of code objects | R relocations | V places of values      see stage1/src/install.rs
;;;
;;; Only for the native system: it needs the kernel.
(define-library (programs install)
  (export install-chunks stub-addresses)
  (import (primitives) (scheme base) (base table) (machine layout)
          (compiler ir core) (compiler ir closed) (compiler back code) (compiler image bytes))
  (begin
    ;; (stub-addresses offsets) -> symbol table. offsets: as the image writer leaves them in the word `libraries`.
    (define (stub-addresses offsets)
      (let ((table (make-symbol-table))
            (code-base (%raw-register-ref 54)))
        (for-each (lambda (entry) (symbol-table-set! table (car entry) (+ code-base (cdr entry)))) offsets)
        table))

    ;; (install-chunks chunks stubs) -> closure of the first chunk's procedure. stubs: symbol table of addresses.
    ;; Error: the code space is full.
    (define (install-chunks chunks stubs)
      (let* ((objects (map code->object-bytes chunks))
             (size (place-chunks! chunks objects))
             (rows (relocation-rows chunks stubs))
             (places (value-places chunks))
             (bundle (make-bytevector (+ 16 size (* 16 (length rows)) (* 8 (length places))) 0)))
        (put-u32! bundle 0 size)
        (put-u32! bundle 4 (length rows))
        (put-u32! bundle 8 (length places))
        (for-each (lambda (chunk object) (bytevector-copy! bundle (+ 16 (chunk-offset chunk)) object)) chunks objects)
        (put-relocations! bundle (+ 16 size) rows)
        (put-places! bundle (+ 16 size (* 16 (length rows))) places)
        (%register-set! 96 (list->vector (map cdr places)))
        (let ((address (%kernel-call install-operation bundle #f #f))
              (closure (%register-ref 96)))
          (%register-set! 96 #f)
          (if (eq? address 0) (error "the space for code is full"))
          closure)))

    (define install-operation 3)

    ;; A label's slot becomes (offset . chunk). Returns the bytes of all objects.
    (define (place-chunks! chunks objects)
      (let loop ((chunks chunks) (objects objects) (offset 0))
        (if (null? chunks)
            offset
            (begin
              (label-set-slot! (code-label (car chunks)) (cons offset (car chunks)))
              (loop (cdr chunks) (cdr objects) (+ offset (bytevector-length (car objects))))))))

    (define (chunk-offset chunk) (car (label-slot (code-label chunk))))
    (define (instructions-offset chunk) (+ (chunk-offset chunk) (code-instructions-start chunk)))

    ;;; Relocations: vectors #(offset kind target).

    (define absolute-32 0)
    (define absolute-64 1)
    (define relative-32 2)
    (define inside 4)                   ; the target is an offset in the objects

    (define (relocation-rows chunks stubs)
      (let loop ((chunks chunks) (rows '()))
        (if (null? chunks)
            (reverse rows)
            (let ((chunk (car chunks)))
              (loop (cdr chunks)
                    (add-rows (code-relocations chunk) chunk stubs (cons (entry-row chunk) rows)))))))

    ;; The entry address in the code object.
    (define (entry-row chunk)
      (vector (+ (chunk-offset chunk) (* word-bytes (layout-number 'code-object 'entry)))
              (+ absolute-64 inside)
              (+ (instructions-offset chunk) (code-entry-offset chunk))))

    (define word-bytes (layout-value 'word-bytes))

    (define (add-rows relocations chunk stubs rows)
      (if (null? relocations)
          rows
          (add-rows (cdr relocations) chunk stubs (cons (relocation-row (car relocations) chunk stubs) rows))))

    (define (relocation-row relocation chunk stubs)
      (let ((kind (case (relocation-kind relocation)
                    ((absolute-32) absolute-32)
                    ((absolute-64) absolute-64)
                    (else relative-32)))
            (offset (+ (instructions-offset chunk) (relocation-offset relocation)))
            (target (relocation-target relocation))
            (addend (relocation-addend relocation)))
        (case (relocation-target-kind relocation)
          ((stub) (vector offset kind (+ addend (symbol-table-ref stubs target #f))))
          ((code) (inside-row offset kind (+ addend (instructions-offset (chunk-of target)) (code-entry-offset (chunk-of target)))))
          ((clause)
           (let ((callee (chunk-of (car target))))
             (inside-row offset kind (+ addend (instructions-offset callee) (list-ref (code-clause-offsets callee) (cdr target))))))
          ((object) (inside-row offset kind (+ addend (chunk-offset (chunk-of target)))))
          (else (error "install: this must be a literal" (relocation-target-kind relocation))))))

    (define (chunk-of label) (cdr (label-slot label)))
    (define (inside-row offset kind target) (vector offset (+ kind inside) target))

    (define (put-relocations! bundle place rows)
      (when (pair? rows)
        (put-u32! bundle place (vector-ref (car rows) 0))
        (put-u32! bundle (+ place 4) (vector-ref (car rows) 1))
        (put-word! bundle (+ place 8) (vector-ref (car rows) 2))
        (put-relocations! bundle (+ place 16) (cdr rows))))

    ;;; Values: pairs (offset . value).

    (define (value-places chunks)
      (let loop ((chunks chunks) (places '()))
        (if (null? chunks)
            (reverse places)
            (let ((chunk (car chunks)))
              (loop (cdr chunks)
                    (add-literals (code-literals chunk) (literal-offset chunk)
                                  (cons (cons (word-offset chunk 'info) (code-info chunk))
                                        (cons (cons (word-offset chunk 'name) (code-name chunk)) places))))))))

    (define (word-offset chunk name) (+ (chunk-offset chunk) (* word-bytes (layout-number 'code-object name))))
    (define (literal-offset chunk) (+ (chunk-offset chunk) (* word-bytes (layout-number 'code-object 'size))))

    (define (add-literals literals offset places)
      (if (null? literals)
          places
          (add-literals (cdr literals) (+ offset word-bytes)
                        (cons (cons offset (literal-value (car (car literals)) (cdr (car literals)))) places))))

    (define (literal-value kind target)
      (case kind
        ((constant) (if (static-descriptor? target) (descriptor-of target) target))
        ((global) (global-cell target))
        ((builtin) (built-in-descriptor target))
        (else (error "install: no such kind of literal" kind))))

    ;; The primitive wants a constant.
    (define (built-in-descriptor name)
      (case name
        ((descriptor) (%built-in-descriptor 'descriptor))
        ((string) (%built-in-descriptor 'string))
        ((symbol) (%built-in-descriptor 'symbol))
        ((ratnum) (%built-in-descriptor 'ratnum))
        ((compnum) (%built-in-descriptor 'compnum))
        ((continuation) (%built-in-descriptor 'continuation))
        ((promise) (%built-in-descriptor 'promise))
        ((condition) (%built-in-descriptor 'condition))
        ((values) (%built-in-descriptor 'values))
        (else (error "install: no such descriptor" name))))

    ;; The cell of a global: its live one, or one made now.
    (define (global-cell global)
      (let ((slot (global-slot global)))
        (cond ((global-live global))
              ((%cell? slot) slot)
              (else
               (let ((cell (%make-cell (if (const? (global-value global))
                                           (literal-value 'constant (const-value (global-value global)))
                                           (%unassigned)))))
                 (global-set-slot! global cell)
                 cell)))))

    ;; One descriptor for each static descriptor, however often it is mentioned.
    (define descriptors '())            ; association list, of this installation and those before

    (define (descriptor-of static)
      (let ((entry (assq static descriptors)))
        (if entry
            (cdr entry)
            (let ((descriptor (%make-descriptor (static-descriptor-name static) (static-descriptor-fields static))))
              (set! descriptors (cons (cons static descriptor) descriptors))
              descriptor))))

    (define (put-places! bundle place places)
      (let loop ((places places) (place place) (index 0))
        (when (pair? places)
          (put-u32! bundle place (car (car places)))
          (put-u32! bundle (+ place 4) index)
          (loop (cdr places) (+ place 8) (+ index 1)))))))
