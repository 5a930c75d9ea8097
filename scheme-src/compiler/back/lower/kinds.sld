;;; Lowering of identity and of the predicates that tell kinds of objects apart.
;;;
;;; All are conditions: a lowering of kind `test` gets the blocks for true and false, and ends the current block. Of an
;;; object, tag 4, the first word decides: a typed header, or the address of a record's descriptor.
(define-library (compiler back lower kinds)
  (export kind-lowerings check-header! check-descriptor!
          character-bits)
  (import (scheme base) (base literal-number) (compiler ir closed) (compiler ir flow) (compiler ir operations) (compiler back lower emit))
  (begin
    (define (branch-on-tag! operand tag then else)
      (if (literal-of-tag? operand tag) (goto! then) (branch! 'tag-is operand tag then else)))

    ;; An object that begins with the typed header of that name.
    (define (branch-on-header! operand name then else)
      (let ((object (fresh-block)))
        (branch-on-tag! operand object-tag object else)
        (start-block! object)
        (branch! 'header-is operand (header-type name) then else)))

    ;; A record of the type of the layout.
    (define (branch-on-descriptor! operand name then else)
      (let ((object (fresh-block)))
        (branch-on-tag! operand object-tag object else)
        (start-block! object)
        (branch! 'descriptor-is operand (make-builtin name) then else)))

    (define (check-header! operand name fail)
      (check-tag! operand object-tag fail)
      (check! 'header-is operand (header-type name) fail))

    (define (check-descriptor! operand name fail)
      (check-tag! operand object-tag fail)
      (check! 'descriptor-is operand (make-builtin name) fail))

    ;;; Tests.

    (define (test-eq name operands then else)
      (branch! 'eq (car operands) (cadr operands) then else))

    ;; The same bits, or two numbers that are no fixnums and that the hook finds to be the same.
    (define (test-eqv name operands then else)
      (let ((a (car operands)) (b (cadr operands)))
        (if (or (compared-by-bits? a) (compared-by-bits? b))
            (branch! 'eq a b then else)
            (let* ((different (fresh-block)) (numbers (fresh-block)) (objects (fresh-block)) (maybe (fresh-block))
                  (boxed (fresh-block)))
              (branch! 'eq a b then different)
              (start-block! different)
              (branch-on-tag! a flonum-tag numbers objects)
              (start-block! objects)
              (branch-on-tag! a object-tag maybe else)
              (start-block! maybe)
              (branch-on-tag! b object-tag boxed else)
              (start-block! boxed)
              (branch! 'ne (call-hook 'eqv-slow a b) false-literal then else)
              (start-block! numbers)
              (let ((both (fresh-block)))
                (branch-on-tag! b flonum-tag both else)
                (start-block! both)
                (let* ((bits-a (double-bits a)) (bits-b (double-bits b)))
                  (branch! 'eq bits-a bits-b then else)))))))

    (define (double-bits flonum)
      (emit double->bits 'word (emit load-double-fixed 'double flonum #f 1 flonum-displacement)))

    (define flonum-displacement (- word-bytes flonum-tag))

    ;; Is it a constant that is eqv? only to what has the same bits?
    (define (compared-by-bits? operand)
      (or (label? operand)
          (builtin? operand)
          (and (literal? operand)
               (or (fixnum-literal? operand) (not (literal-number? (literal-datum operand)))))))

    (define (test-not name operands then else)
      (branch! 'eq (car operands) false-literal then else))

    (define (test-null name operands then else)
      (branch! 'eq (car operands) null-literal then else))

    (define (test-eof name operands then else)
      (branch! 'eq (car operands) (make-literal (eof-object)) then else))

    (define (test-default name operands then else)
      (branch! 'eq (car operands) (make-builtin 'default) then else))

    (define (test-deleted name operands then else)
      (branch! 'eq (car operands) (make-builtin 'deleted) then else))

    (define (test-boolean name operands then else)
      (let ((other (fresh-block)))
        (branch! 'eq (car operands) false-literal then other)
        (start-block! other)
        (branch! 'eq (car operands) true-literal then else)))

    (define (test-tag tag)
      (lambda (name operands then else) (branch-on-tag! (car operands) tag then else)))

    (define (test-header type)
      (lambda (name operands then else) (branch-on-header! (car operands) type then else)))

    (define (test-descriptor type)
      (lambda (name operands then else) (branch-on-descriptor! (car operands) type then else)))

    (define (test-bignum name operands then else)
      (let* ((object (fresh-block)) (other (fresh-block)))
        (branch-on-tag! (car operands) object-tag object else)
        (start-block! object)
        (branch! 'header-is (car operands) (header-type 'bignum-positive) then other)
        (start-block! other)
        (branch! 'header-is (car operands) (header-type 'bignum-negative) then else)))

    (define (test-number name operands then else)
      (let ((a (car operands))
            (other (fresh-block)) (object (fresh-block)) (negative (fresh-block)) (record (fresh-block)) (complex (fresh-block)))
        (branch-on-tag! a fixnum-tag then other)
        (start-block! other)
        (let ((boxed (fresh-block)))
          (branch-on-tag! a flonum-tag then boxed)
          (start-block! boxed)
          (branch-on-tag! a object-tag object else))
        (start-block! object)
        (branch! 'header-is a (header-type 'bignum-positive) then negative)
        (start-block! negative)
        (branch! 'header-is a (header-type 'bignum-negative) then record)
        (start-block! record)
        (branch! 'descriptor-is a (make-builtin 'ratnum) then complex)
        (start-block! complex)
        (branch! 'descriptor-is a (make-builtin 'compnum) then else)))

    ;;; Characters: the low byte is kind and tag.

    (define character-bits (+ (* 8 (immediate-kind 'character)) immediate-tag))

    (define (branch-on-character! operand then else)
      (if (and (literal? operand) (char? (literal-datum operand)))
          (goto! then)
          (branch! 'eq (emit word-and 'word operand 255) character-bits then else)))

    (define (test-character name operands then else) (branch-on-character! (car operands) then else))

    (define kind-lowerings
      (list
       (list 'eq? 'test test-eq)
       (list 'eqv? 'test test-eqv)
       (list 'not 'test test-not)
       (list 'null? 'test test-null)
       (list 'pair? 'test (test-tag pair-tag))
       (list 'fixnum? 'test (test-tag fixnum-tag))
       (list 'flonum? 'test (test-tag flonum-tag))
       (list 'bignum? 'test test-bignum)
       (list 'ratnum? 'test (test-descriptor 'ratnum))
       (list 'compnum? 'test (test-descriptor 'compnum))
       (list 'number? 'test test-number)
       (list 'char? 'test test-character)
       (list 'boolean? 'test test-boolean)
       (list 'symbol? 'test (test-descriptor 'symbol))
       (list 'string? 'test (test-descriptor 'string))
       (list 'vector? 'test (test-header 'vector))
       (list 'bytevector? 'test (test-header 'bytes))
       (list 'procedure? 'test (test-tag procedure-tag))
       (list '%cell? 'test (test-header 'cell))
       (list '%weak-pair? 'test (test-header 'weak-pair))
       (list '%continuation? 'test (test-descriptor 'continuation))
       (list 'eof-object? 'test test-eof)
       (list '%default? 'test test-default)
       (list '%deleted? 'test test-deleted)
       (list '%likely 'value (lambda (name operands) (car operands)))
       (list 'eof-object 'value (lambda (name operands) (make-literal (eof-object))))
       (list '%unspecified 'value (lambda (name operands) unspecified))
       (list '%default 'value (lambda (name operands) (make-builtin 'default)))
       (list '%unassigned 'value (lambda (name operands) (make-builtin 'unassigned)))
       (list '%deleted 'value (lambda (name operands) (make-builtin 'deleted)))))))
