;;; Calls: what leaves the procedure for other code and comes back.
;;;
;;; A call destroys all registers, so what lives across it is in slots, and the frame below which the callee's begins reaches to
;;; the highest of them. Behind the call stands a mark, from which the return record is made. The three ways:
;;;
;;;   call        arguments to their places; one result, or any number of values that are ignored
;;;   allocate    r15 moves up by the size; beyond the limit, the stub `collect` makes room and it is tried again.
;;;               The stub keeps registers, so nothing is saved; the mark says which of them hold values
;;;   poll        the stack pointer is compared with the limit; below, the stub `stack-or-interrupt` is called, with
;;;               all registers saved in free slots around it
;;;
;;; (compiler back x86-64 registers values) has the calls that expect several values.
(define-library (compiler back x86-64 registers calls)
  (export allocate-call! allocate-allocate! emit-stack-check!
          call-words emit-arguments! emit-call! emit-return! jump-instruction emit-rest-list! emit-stack-move!)
  (import (scheme base) (machine layout) (compiler ir mach) (compiler ir flow)
          (compiler back x86-64 operand) (compiler back x86-64 encoder) (compiler back x86-64 item)
          (compiler back x86-64 moves) (compiler back x86-64 liveness) (compiler back x86-64 convention)
          (compiler back x86-64 registers state) (compiler back x86-64 registers operands))
  (begin
    (define (allocate-call! a instruction)
      (let* ((operands (mach-operands instruction))
             (target (car operands)) (closure (cadr operands)) (arguments (cddr operands))
             (single? (eq? (mach-mnemonic instruction) 'one)))
        (for-each (lambda (holder)
                    (let ((use (assq holder (mach-next instruction))))
                      (if (or (not use) (cdr use)) (save! a holder))))
                  (register-holders a))
        (let ((words (call-words a (lambda (virtual)
                                     (let ((use (assq virtual (mach-next instruction))))
                                       (or (not use) (cdr use)))))))
          (emit-arguments! a target closure arguments (+ words 1))
          (settle-uses! a instruction)
          (emit-stack-move! (emitter a) (- words))
          (emit-call! a target
                      (make-mark words (value-slots a words) 0 (if single? #f 'any) (mach-source instruction)
                                 (append (slot-origins a words)
                                         (if (allocation-cold? a) (argument-origins arguments 0 a words) '()))))
          (emit-stack-move! (emitter a) words))
        (forget-registers! a)
        (if (mach-result instruction)
            (begin
              (define-result! a instruction result-register)
              (let ((next (mach-result-next instruction)))
                (if (and next (>= next (+ (allocation-position a) far-distance far-distance)))
                    (evict! a (mach-result instruction))))))))

    (define op-mov (mnemonic-named 'mov))
    (define op-lea (mnemonic-named 'lea))
    (define op-add (mnemonic-named 'add))
    (define op-sub (mnemonic-named 'sub))
    (define op-cmp (mnemonic-named 'cmp))
    (define op-call (mnemonic-named 'call))
    (define op-push (mnemonic-named 'push))
    (define op-pop (mnemonic-named 'pop))
    (define op-jmp (mnemonic-named 'jmp))

    (define (allocate-allocate! a instruction)
      (let* ((bytes (car (mach-operands instruction)))
             (tag (cadr (mach-operands instruction)))
             (slow (make-place 'collect)) (again (make-place 'allocate)))
        (if (virtual? bytes) (load! a bytes '()))
        (emit! a again)
        (emit! a (list op-add heap-pointer (concrete bytes)))
        (emit! a (list op-cmp heap-pointer allocation-limit-memory))
        (emit! a (make-jump 'a slow))
        (emit-slow! a slow)
        (emit-slow! a (list op-sub heap-pointer (concrete bytes)))
        (emit-slow! a (if (virtual? bytes)
                          (list op-mov scratch (concrete bytes))
                          (constant->instruction scratch-register bytes)))
        (emit-stub-call! a (allocation-slot-limit a) 'collect
                         (make-mark (allocation-slot-limit a) (value-slots a (allocation-slot-limit a)) (value-registers a) #f
                                    (allocation-source a) '()))
        (emit-slow! a (make-jump #f again))
        (let ((register (take-register! a (mach-result instruction)
                                        (if (virtual? bytes) (list (virtual-register bytes)) '()))))
          (if (virtual? bytes)
              (begin
                (emit! a (list op-lea (general-register register) (make-memory #f allocation-register #f 1 tag #f)))
                (emit! a (list op-sub (general-register register) (concrete bytes))))
              (emit! a (list op-lea (general-register register)
                             (make-memory #f allocation-register #f 1 (- tag bytes) #f))))
          (settle-uses! a instruction)
          (define-result! a instruction register))))

    ;; Stack and interrupt check. Its slow path saves all registers in free slots around an ordinary call.
    (define (emit-stack-check! a)
      (let ((slow (make-place 'stack)) (back (make-place 'checked)))
        (emit! a (list op-cmp stack-pointer stack-limit-memory))
        (emit! a (make-jump 'b slow))
        (emit! a back)
        (emit-slow! a slow)
        (let loop ((holders (register-holders a)) (slot (allocation-slot-limit a)) (moves '()) (values '()))
          (if (pair? holders)
              (let ((holder (car holders)))
                (if (virtual-slot holder)
                    (loop (cdr holders) slot (cons (cons holder (virtual-slot holder)) moves) values)
                    (begin
                      (emit-move! (lambda (item) (emit-slow! a item)) (slot-location slot) (register-location holder))
                      (loop (cdr holders) (+ slot 1) (cons (cons holder slot) moves)
                            (if (eq? (virtual-kind holder) 'value) (cons slot values) values)))))
              (begin
                (emit-stub-call! a slot 'stack-or-interrupt
                                 (make-mark slot
                                            (append (value-slots a (allocation-slot-limit a)) (reverse values))
                                            0 'any (allocation-source a)
                                            (holder-origins moves)))
                (for-each (lambda (move)
                            (emit-move! (lambda (item) (emit-slow! a item))
                                        (register-location (car move)) (slot-location (cdr move))))
                          moves)
                (emit-slow! a (make-jump #f back)))))))

    ;; The names of arguments that the caller forgets: an error that the hook finds is about one of them.
    (define (argument-origins arguments index a words)
      (cond ((null? arguments) '())
            ((and (virtual? (car arguments)) (virtual-origin (car arguments)) (eq? (virtual-kind (car arguments)) 'value)
                  (not (memq (virtual-origin (car arguments)) (map cdr (slot-origins a words)))))
             (cons (cons (+ index first-argument-slot) (virtual-origin (car arguments)))
                   (argument-origins (cdr arguments) (+ index 1) a words)))
            (else (argument-origins (cdr arguments) (+ index 1) a words))))

    (define first-argument-slot 16384)  ; see (compiler back debug-information)

    ;; moves: list of (virtual . slot)
    (define (holder-origins moves)
      (cond ((null? moves) '())
            ((and (virtual-origin (car (car moves))) (eq? (virtual-kind (car (car moves))) 'value))
             (cons (cons (cdr (car moves)) (virtual-origin (car (car moves)))) (holder-origins (cdr moves))))
            (else (holder-origins (cdr moves)))))

    ;;; Frames.

    ;; Words of the frame at a call: up to the highest slot whose virtual lives on.
    (define (call-words a lives-on?)
      (let loop ((limit (allocation-slot-limit a)))
        (cond ((= limit 0) 0)
              ((let ((virtual (vector-ref (allocation-slots a) (- limit 1)))) (and virtual (lives-on? virtual))) limit)
              (else (loop (- limit 1))))))

    ;; A call and a return are jumps: the processor's guess where an indirect jump goes holds however deep calls are nested, its stack of
    ;; return addresses only for the last few. Measured: deep recursion in half to two thirds of the time, shallow in the same.
    (define (emit-call! a target mark)
      (let ((return (make-place 'return)))
        (emit! a (list op-push (make-link 'place return 0)))
        (emit! a (jump-instruction target))
        (emit! a return)
        (emit! a mark)))

    (define (emit-return! a)
      (emit! a (list op-pop scratch))
      (emit! a (list op-jmp scratch)))

    ;; A rare call, on the slow path: of a stub that returns by `ret`, with the stack pointer below a frame of so many words.
    (define (emit-stub-call! a words stub mark)
      (define (emit-slowly! item) (emit-slow! a item))
      (emit-stack-move! emit-slowly! (- words))
      (emit-slowly! (list op-call (make-link 'stub stub 0)))
      (emit-slowly! mark)
      (emit-stack-move! emit-slowly! words))

    (define (emit-stack-move! emit! words)
      (if (not (= words 0))
          (emit! (list op-lea stack-pointer (make-memory #f stack-register #f 1 (* 8 words) #f)))))

    ;;; Arguments and targets.

    ;; Moves arguments to their places: registers, then slots from the given one. An unknown procedure gets the count, and its
    ;; code's first word in the scratch register.
    (define (emit-arguments! a target closure arguments first-slot)
      (let loop ((arguments* arguments) (registers argument-registers) (slot first-slot) (moves '()) (constants '()))
        (define (next place)
          (let ((argument (car arguments*)) (registers (if (pair? registers) (cdr registers) '()))
                (slot (if (pair? registers) slot (+ slot 1))))
            (if (virtual? argument)
                (loop (cdr arguments*) registers slot (cons (cons place (location argument)) moves) constants)
                (loop (cdr arguments*) registers slot moves (cons (cons place argument) constants)))))
        (cond ((pair? arguments*)
               (next (if (pair? registers) (car registers) (slot-location slot))))
              ((virtual? closure)
               (emit-moves! (emitter a) (cons (cons procedure-register (location closure)) moves) constants))
              (closure
               (emit-moves! (emitter a) moves (cons (cons procedure-register closure) constants)))
              (else (emit-moves! (emitter a) moves constants))))
      (if (not target)
          (begin
            (emit! a (list op-mov (narrow-register count-register) (length arguments)))
            (emit! a (list op-mov scratch
                           (make-memory 8 procedure-register #f 1 (- (layout-number 'tags 'procedure)) #f))))))

    ;; Arguments beyond the required ones become a list; then to the place.
    (define (emit-rest-list! a required place)
      (emit! a (list op-mov (narrow-register scratch-register) required))
      (emit! a (list op-lea (general-register 10) (make-memory #f 'rip #f 1 0 (make-link 'place place 0))))
      (emit! a (list op-jmp (make-link 'stub 'rest-list 0))))

    ;; The code object's entry word, from its address plus 7 in the scratch register.
    (define entry-memory
      (make-memory 8 scratch-register #f 1
                   (- (* 8 (layout-number 'code-object 'entry)) (layout-number 'tags 'header)) #f))

    (define (target-operand target)
      (cond ((not target) entry-memory)
            ((symbol? target) (make-link 'stub target 0))
            (else (make-link 'clause (cons (code-target-label target) (code-target-clause target)) 0))))

    (define (jump-instruction target) (list op-jmp (target-operand target)))))
