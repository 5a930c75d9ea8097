;;; Parallel moves: many locations get the contents that others had before, all at once.
;;;
;;; A location is a number: 0 to 15 the general registers, 16 to 31 the xmm registers, 32 + k frame slot k at [rsp - 8(k+1)].
;;; A move is emitted when nobody still wants what its target holds. If all wait for each other, one target is set aside in the
;;; scratch register (r11, or xmm15 for doubles), which opens the circle. From slot to slot a value goes through the
;;; other scratch register. Constants come last, since they read nothing.
(define-library (compiler back x86-64 moves)
  (export slot-location slot-memory double-location emit-moves! emit-move! emit-constant!)
  (import (scheme base) (machine layout) (compiler back x86-64 operand) (compiler back x86-64 encoder)
          (compiler back x86-64 item))
  (begin
    (define op-mov (mnemonic-named 'mov))
    (define op-movsd (mnemonic-named 'movsd))
    (define op-movapd (mnemonic-named 'movapd))
    (define op-movq (mnemonic-named 'movq))

    (define rsp (layout-value 'stack-register))
    (define scratch (layout-value 'scratch-register))
    (define double-scratch 31)

    (define (slot-location slot) (+ 32 slot))
    (define (double-location number) (+ 16 number))
    (define (slot-memory slot) (make-memory 8 rsp #f 1 (* -8 (+ slot 1)) #f))

    (define (general? location) (< location 16))
    (define (slot? location) (>= location 32))
    (define (place-operand location)
      (cond ((< location 16) (general-register location))
            ((< location 32) (double-register (- location 16)))
            (else (slot-memory (- location 32)))))

    ;; (emit-moves! emit! moves constants): moves: list of (target . source) locations; constants: list of
    ;; (target . exact integer or link). Targets are distinct. emit! takes an item.
    (define (emit-moves! emit! moves constants)
      (let loop ((pending (needed moves)))
        (if (pair? pending)
            (let ((rest (emit-ready! emit! pending)))
              (if (eq? rest pending)
                  (loop (open-circle! emit! pending))
                  (loop rest)))))
      (for-each (lambda (constant) (emit-constant! emit! (car constant) (cdr constant))) constants))

    (define (needed moves)
      (cond ((null? moves) '())
            ((= (caar moves) (cdar moves)) (needed (cdr moves)))
            (else (cons (car moves) (needed (cdr moves))))))

    ;; Emits what nobody waits for; -> the remaining moves, the same list if none was ready.
    (define (emit-ready! emit! pending)
      (let loop ((moves pending) (kept '()) (any? #f))
        (cond ((null? moves) (if any? (reverse kept) pending))
              ((or (read? (caar moves) (cdr moves)) (read? (caar moves) kept))
               (loop (cdr moves) (cons (car moves) kept) any?))
              (else
               (emit-move! emit! (caar moves) (cdar moves))
               (loop (cdr moves) kept #t)))))

    (define (read? location moves)
      (cond ((null? moves) #f)
            ((= (cdar moves) location) #t)
            (else (read? location (cdr moves)))))

    (define (open-circle! emit! pending)
      (let* ((target (caar pending))
             (aside (if (and (not (general? target)) (not (slot? target))) double-scratch scratch)))
        (emit-move! emit! aside target)
        (map (lambda (move) (if (= (cdr move) target) (cons (car move) aside) move)) pending)))

    ;; (emit-move! emit! target source): one move.
    (define (emit-move! emit! target source)
      (let ((to (place-operand target)) (from (place-operand source)))
        (cond ((and (slot? target) (slot? source))
               (emit! (list op-movsd (place-operand double-scratch) from))
               (emit! (list op-movsd to (place-operand double-scratch))))
              ((or (general? target) (general? source))
               (if (or (double-register? target) (double-register? source))
                   (emit! (list op-movq to from))
                   (emit! (list op-mov to from))))
              ((or (slot? target) (slot? source)) (emit! (list op-movsd to from)))
              (else (emit! (list op-movapd to from))))))

    (define (double-register? location) (and (>= location 16) (< location 32)))

    ;; (emit-constant! emit! target constant)
    (define (emit-constant! emit! target constant)
      (cond ((general? target) (emit! (constant->instruction target constant)))
            ((and (slot? target)
                  (if (exact-integer? constant)
                      (<= -2147483648 constant 2147483647)
                      (not (eq? (link-kind constant) 'literal))))
             (emit! (list op-mov (place-operand target) constant)))
            (else
             (emit! (constant->instruction scratch constant))
             (emit-move! emit! target scratch))))))
