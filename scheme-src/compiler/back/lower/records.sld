;;; Lowering of records. The first word of a record is the address of its descriptor plus 7, so a check is one comparison;
;;; it is never kept in a temporary beyond a safepoint, because the descriptor may move.
(define-library (compiler back lower records)
  (export record-lowerings emit-record)
  (import (scheme base) (compiler ir core) (compiler ir flow) (compiler ir operations) (compiler back lower emit)
          (compiler back lower vectors))
  (begin
    (define first-word-displacement (- object-tag))
    (define first-slot-displacement (- word-bytes object-tag))

    ;; (emit-record descriptor slots) -> the fresh record.
    (define (emit-record descriptor slots)
      (let ((record (emit allocate 'value (* word-bytes (+ 1 (length slots))) object-tag)))
        (store-descriptor! record descriptor)
        (let loop ((rest slots) (displacement first-slot-displacement))
          (cond ((pair? rest)
                 (emit! store64 record #f 1 displacement (car rest))
                 (loop (cdr rest) (+ displacement word-bytes)))))
        record))

    (define (store-descriptor! record descriptor)
      (emit! store64 record #f 1 first-word-displacement
             (emit word-add 'word (emit object-address 'word descriptor) (- header-tag object-tag))))

    (define (lower-record name operands) (emit-record (car operands) (cdr operands)))

    ;; The size in the descriptor is a fixnum: its bits are the bytes of the slots.
    (define (lower-make-record name operands)
      (let ((descriptor (car operands)))
        (if (and (literal? descriptor) (static-descriptor? (literal-datum descriptor)))
            (emit-record descriptor (map (lambda (field) unspecified) (static-descriptor-fields (literal-datum descriptor))))
            (let* ((bytes (emit load64-fixed 'value descriptor #f 1 (record-slot 'descriptor 'size)))
                   (record (emit allocate-dynamic 'value (emit word-add 'word bytes word-bytes) object-tag)))
              (store-descriptor! record descriptor)
              (fill-words! record bytes unspecified)
              record))))

    (define (lower-make-descriptor name operands) (call-hook 'make-descriptor (car operands) (cadr operands)))

    (define (lower-built-in-descriptor name operands) (make-builtin (literal-datum (car operands))))

    (define (test-record name operands then else)
      (let ((object (fresh-block)))
        (branch! 'tag-is (car operands) object-tag object else)
        (start-block! object)
        (branch! 'record? (car operands) 0 then else)))

    (define (test-record-of name operands then else)
      (let ((object (fresh-block)))
        (branch! 'tag-is (car operands) object-tag object else)
        (start-block! object)
        (branch! 'descriptor-is (car operands) (cadr operands) then else)))

    (define (lower-descriptor name operands)
      (emit word-sub 'value (emit load64 'word (car operands) #f 1 first-word-displacement) (- header-tag object-tag)))

    (define (load-slot record index)
      (if (fixnum-literal? index)
          (emit load64 'value record #f 1 (+ first-slot-displacement (fixnum-bits index)))
          (emit load64 'value record index 1 first-slot-displacement)))

    (define (store-slot! record index value)
      (if (fixnum-literal? index)
          (emit! store-value record #f 1 (+ first-slot-displacement (fixnum-bits index)) value)
          (emit! store-value record index 1 first-slot-displacement value)))

    (define (lower-set-fixnum name operands)
      (let ((record (car operands))
            (index (cadr operands))
            (value (list-ref operands 2)))
        (if (fixnum-literal? index)
            (emit! store64 record #f 1 (+ first-slot-displacement (fixnum-bits index)) value)
            (emit! store64 record index 1 first-slot-displacement value))
        unspecified))

    (define (lower-ref name operands) (load-slot (car operands) (cadr operands)))

    (define (lower-set name operands)
      (store-slot! (car operands) (cadr operands) (list-ref operands 2))
      unspecified)

    ;; operands: record descriptor index accessor
    (define (check-record! operands)
      (let ((fail (failure 'type-error (list-ref operands 3) (cadr operands) (car operands))))
        (check-tag! (car operands) object-tag fail)
        (check! 'descriptor-is (car operands) (cadr operands) fail)))

    (define (lower-checked-ref name operands)
      (check-record! operands)
      (load-slot (car operands) (list-ref operands 2)))

    (define (lower-checked-set name operands)
      (check-record! operands)
      (store-slot! (car operands) (list-ref operands 2) (list-ref operands 4))
      unspecified)

    (define record-lowerings
      (list
       (list '%make-descriptor 'value lower-make-descriptor)
       (list '%built-in-descriptor 'value lower-built-in-descriptor)
       (list '%record 'value lower-record)
       (list '%make-record 'value lower-make-record)
       (list '%record? 'test test-record)
       (list '%record-of? 'test test-record-of)
       (list '%record-descriptor 'value lower-descriptor)
       (list '%record-ref 'value lower-ref)
       (list '%record-set! 'value lower-set)
       (list '%record-set-fixnum! 'value lower-set-fixnum)
       (list '%checked-record-ref 'value lower-checked-ref)
       (list '%checked-record-set! 'value lower-checked-set)))))
