;;; (suo regexp-program): trees of (suo regexp-syntax) to programs for the machine of (suo regexp-machine).
;;;
;;; A program is a vector of instructions, each a small vector whose first element says what it does:
;;;
;;;   #(0 low changes next)        take one character of a set; low: bytevector of 128, 1 for members; changes: the rest
;;;   #(1 first second)            go on at both, the first is preferred
;;;   #(2 slot next)               write the place into a slot: 2n and 2n+1 for begin and end of submatch n
;;;   #(3 kind ascii? next)        go on when the assertion holds here
;;;   #(4 index negative? next)    go on when look-around number index holds here, or not
;;;   #(5)                         match
;;;
;;; Look-arounds become programs of their own, those ahead for the reversed tree, so that one run over the string, backwards, tells for
;;; every place at once whether they hold. A repetition with numbers is written out: the program is as long as the SRE with its repetitions written out.
(define-library (suo regexp-program)
  (export make-program program? program-code program-looks program-start program-first look-ahead? look-program)
  (import (scheme base) (suo char-set))
  (begin
    ;; code: vector of instructions; start: index of the first one; looks: vector of look; first: bytevector of 129, 1 for characters that a match can
    ;; begin with, the last for all above 127; #f when the empty string may match.
    (define-record-type program
      (build-program code start looks first)
      program?
      (code program-code)
      (start program-start)
      (looks program-looks)
      (first program-first))

    (define-record-type look (make-look ahead? program) look? (ahead? look-ahead?) (program look-program))

    ;; (make-program tree) -> program of the tree as submatch 0
    (define (make-program tree)
      (let ((looks (make-bag)))
        (assemble (list 'group 0 tree) looks (lambda (code start) (build-program code start (bag->vector looks) (first-characters tree))))))

    ;; Things in order of their coming.
    (define (make-bag) (list 0))
    (define (bag-add! bag object)
      (let ((index (car bag)))
        (set-car! bag (+ index 1))
        (set-cdr! bag (cons object (cdr bag)))
        index))
    (define (bag->vector bag) (list->vector (reverse (cdr bag))))

    ;; Code is made from its end, so that each instruction knows the next one; loops are closed afterwards. The receiver gets the vector and the start.
    (define (assemble tree looks receiver)
      (let ((code (make-bag)))
        (define (emit! . parts) (bag-add! code (list->vector parts)))

        ;; -> index of the first instruction of the tree, which goes on at next
        (define (generate tree next)
          (case (car tree)
            ((set) (emit! 0 (low-table (cadr tree)) (cadr tree) next))
            ((sequence)
             (let loop ((trees (reverse (cdr tree))) (next next))
               (if (null? trees) next (loop (cdr trees) (generate (car trees) next)))))
            ((alternatives)
             (if (null? (cdr tree))
                 (emit! 0 (make-bytevector 128 0) '#() next)
                 (let loop ((trees (cdr tree)))
                   (if (null? (cdr trees))
                       (generate (car trees) next)
                       (let* ((first (generate (car trees) next)) (second (loop (cdr trees))))
                         (emit! 1 first second))))))
            ((repeat) (apply generate-repeat next (cdr tree)))
            ((group)
             (let* ((end (emit! 2 (+ 1 (* 2 (cadr tree))) next))
                    (inner (generate (list-ref tree 2) end)))
               (emit! 2 (* 2 (cadr tree)) inner)))
            ((assert) (emit! 3 (cadr tree) (list-ref tree 2) next))
            (else
             (let* ((ahead? (cadr tree)) (inner (list-ref tree 3))
                    (program (assemble (if ahead? (reversed inner) inner) looks (lambda (code start) (build-program code start '#() #f)))))
               (emit! 4 (bag-add! looks (make-look ahead? program)) (list-ref tree 2) next)))))

        (define (choice greedy? inside outside) (if greedy? (emit! 1 inside outside) (emit! 1 outside inside)))

        ;; The necessary copies, then the optional ones, each within the one before, or a loop, which does for the last necessary copy.
        (define (generate-repeat next least most greedy? tree)
          (define (necessary left next)
            (if (= left 0) next (necessary (- left 1) (generate tree next))))
          (if most
              (necessary least
                         (let optional ((left (- most least)) (following next))
                           (if (= left 0)
                               following
                               (optional (- left 1) (choice greedy? (generate tree following) next)))))
              (let* ((loop (choice greedy? #f next))
                     (inside (generate tree loop)))
                (vector-set! (instruction code loop) (if greedy? 1 2) inside)
                (if (= least 0) loop (necessary (- least 1) inside)))))

        (let* ((match (emit! 5)) (start (generate tree match)))
          (receiver (bag->vector code) start))))

    (define (instruction code index) (list-ref (cdr code) (- (car code) index 1)))

    (define (low-table changes)
      (let ((table (make-bytevector 128 0)))
        (let loop ((index 0))
          (when (< index (vector-length changes))
            (do ((code (vector-ref changes index) (+ code 1)))
                ((or (>= code 128) (= code (vector-ref changes (+ index 1)))))
              (bytevector-u8-set! table code 1))
            (loop (+ index 2))))
        table))

    ;; The tree that matches the reversed strings.
    (define (reversed tree)
      (case (car tree)
        ((sequence) (cons 'sequence (reverse (map reversed (cdr tree)))))
        ((alternatives) (cons 'alternatives (map reversed (cdr tree))))
        ((repeat) (list 'repeat (list-ref tree 1) (list-ref tree 2) (list-ref tree 3) (reversed (list-ref tree 4))))
        ((group) (list 'group (cadr tree) (reversed (list-ref tree 2))))
        (else tree)))

    ;; See program-first.
    (define (first-characters tree)
      (let ((table (make-bytevector 129 0)))
        ;; Marks what the tree can begin with. -> can it match without taking a character?
        (define (mark! tree)
          (case (car tree)
            ((set)
             (let ((changes (cadr tree)))
               (let loop ((index 0))
                 (when (< index (vector-length changes))
                   (do ((code (vector-ref changes index) (+ code 1)))
                       ((or (>= code 128) (= code (vector-ref changes (+ index 1)))))
                     (bytevector-u8-set! table code 1))
                   (when (> (vector-ref changes (+ index 1)) 128) (bytevector-u8-set! table 128 1))
                   (loop (+ index 2))))
               #f))
            ((sequence)
             (let loop ((trees (cdr tree))) (or (null? trees) (and (mark! (car trees)) (loop (cdr trees))))))
            ((alternatives)
             (let loop ((trees (cdr tree)) (empty? #f))
               (if (null? trees) empty? (let ((this? (mark! (car trees)))) (loop (cdr trees) (or this? empty?))))))
            ((repeat) (let ((empty? (mark! (list-ref tree 4)))) (or empty? (= 0 (cadr tree)))))
            ((group) (mark! (list-ref tree 2)))
            (else #t)))
        (if (mark! tree) #f table)))))
