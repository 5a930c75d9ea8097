;;; The state of register allocation: which virtual is in which register and in which frame slot, at the point the walk has come to.
;;;
;;; It is kept twice: a virtual knows its register and its slot, and a vector for each kind of place knows the virtual in each.
;;; The procedures here keep the two alike. Those that make room (take-register!, evict!, save!) also emit the store that
;;; this costs; items come out last one first, in two lists: those of the procedure's body, and those that stand
;;; behind it because they are rarely reached.
;;;
;;;   virtual-register   number of the machine register that holds it, or #f
;;;   virtual-slot       number of the frame slot that holds it, or #f; both may hold it
;;;   virtual-last       the register that it was in last: it prefers to come back there
;;;   virtual-next       distance of its next use, from the begin of the block
(define-library (compiler back x86-64 registers state)
  (export new-allocation allocation-general allocation-slots allocation-slot-limit allocation-items allocation-slow
          allocation-source allocation-source-set! allocation-position allocation-position-set!
          allocation-exit allocation-exit-set! allocation-cold? allocation-cold-set!
          emit! emitter emit-slow! mark-source!
          general-order double-order put-in-register! leave-register! free-register hinted-register take-register! evict!
          occupy-slot! save! register-location location kill! load-state!
          value-slots slot-origins value-registers register-holders forget-registers! append-reverse)
  (import (scheme base) (compiler ir mach) (compiler back x86-64 moves))
  (begin
    (define-record-type $allocation
      (make-allocation general doubles slots slot-limit items slow source exit position cold?)
      allocation?
      (general allocation-general)                      ; vector: virtual in each general register, or #f
      (doubles allocation-doubles)
      (slots allocation-slots allocation-slots-set!)    ; vector: virtual in each frame slot, or #f
      (slot-limit allocation-slot-limit allocation-slot-limit-set!) ; all slots from here on are free
      (items allocation-items allocation-items-set!)    ; last one first
      (slow allocation-slow allocation-slow-set!)       ; items behind the procedure, last one first
      (source allocation-source allocation-source-set!)
      (position allocation-position allocation-position-set!) ; of the instruction at work, as distances count
      (cold? allocation-cold? allocation-cold-set!)      ; is the block at work a cold one? its calls are hooks then
      (exit allocation-exit allocation-exit-set!))      ; place of the edge to the else block, when an exit made one

    (define (new-allocation)
      (make-allocation (make-vector 16 #f) (make-vector 16 #f) (make-vector 16 #f) 0 '() '() #f #f 0 #f))

    (define (emit! a item) (allocation-items-set! a (cons item (allocation-items a))))
    (define (emitter a) (lambda (item) (emit! a item)))
    (define (emit-slow! a item) (allocation-slow-set! a (cons item (allocation-slow a))))

    (define (mark-source! a source)
      (if (and source (not (eqv? source (allocation-source a))))
          (begin (allocation-source-set! a source) (emit! a source))))

    (define (load-state! a block)
      (vector-fill! (allocation-general a) #f)
      (vector-fill! (allocation-doubles a) #f)
      (vector-fill! (allocation-slots a) #f 0 (allocation-slot-limit a))
      (allocation-slot-limit-set! a 0)
      (for-each (lambda (entry)
                  (let ((virtual (vector-ref entry 0)))
                    (virtual-register-set! virtual #f)
                    (virtual-slot-set! virtual #f)
                    (if (vector-ref entry 1) (put-in-register! a virtual (vector-ref entry 1)))
                    (if (vector-ref entry 2) (occupy-slot! a virtual (vector-ref entry 2)))))
                (mach-block-state block)))

    ;;; Registers.

    ;; In the order in which free registers are taken when there is no better reason.
    (define general-order '(12 13 14 10 9 8 7 3 2 0 6 1))

    (define double-order '(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14))

    (define (register-vector a virtual)
      (if (virtual-double? virtual) (allocation-doubles a) (allocation-general a)))

    (define (put-in-register! a virtual register)
      (virtual-register-set! virtual register)
      (virtual-last-set! virtual register)
      (vector-set! (register-vector a virtual) register virtual))

    (define (leave-register! a virtual)
      (if (virtual-register virtual)
          (begin
            (vector-set! (register-vector a virtual) (virtual-register virtual) #f)
            (virtual-register-set! virtual #f))))

    ;; (free-register a virtual avoid) -> a free register for it that is not in the list, or #f.
    (define (free-register a virtual avoid)
      (let* ((registers (register-vector a virtual))
             (double? (virtual-double? virtual))
             (hint (hinted-register virtual 4)))
        (define (free? register) (and (not (vector-ref registers register)) (not (memv register avoid))))
        (define (allocatable? register) (memv register (if double? double-order general-order)))
        (cond ((and hint (allocatable? hint) (free? hint)) hint)
              ((and (virtual-last virtual) (free? (virtual-last virtual))) (virtual-last virtual))
              (else
               (let loop ((order (if double? double-order general-order)))
                 (cond ((null? order) #f)
                       ((free? (car order)) (car order))
                       (else (loop (cdr order)))))))))

    (define (hinted-register virtual depth)
      (let ((hint (virtual-hint virtual)))
        (cond ((or (not hint) (= depth 0)) #f)
              ((virtual? hint)
               (and (eq? (virtual-double? hint) (virtual-double? virtual))
                    (or (virtual-last hint) (hinted-register hint (- depth 1)))))
              (else (if (virtual-double? virtual) #f hint)))))

    ;; (take-register! a virtual avoid) -> a register for it, by eviction if need be. It is not put there yet.
    (define (take-register! a virtual avoid)
      (or (free-register a virtual avoid)
          (let ((registers (register-vector a virtual)))
            (let loop ((order (if (virtual-double? virtual) double-order general-order)) (best #f) (farthest -1))
              (cond ((null? order)
                     (if (not best) (error "registers: none left"))
                     (evict! a (vector-ref registers best))
                     best)
                    ((memv (car order) avoid) (loop (cdr order) best farthest))
                    (else
                     (let ((next (or (virtual-next (vector-ref registers (car order))) 1000000000)))
                       (if (> next farthest)
                           (loop (cdr order) (car order) next)
                           (loop (cdr order) best farthest)))))))))

    (define (evict! a virtual)
      (save! a virtual)
      (leave-register! a virtual))

    ;; The virtuals in registers.
    (define (register-holders a)
      (define (collect vector found)
        (let loop ((i 15) (found found))
          (if (< i 0) found (loop (- i 1) (if (vector-ref vector i) (cons (vector-ref vector i) found) found)))))
      (collect (allocation-general a) (collect (allocation-doubles a) '())))

    (define (forget-registers! a)
      (for-each (lambda (holder) (leave-register! a holder)) (register-holders a)))

    ;;; Slots.

    (define (occupy-slot! a virtual slot)
      (let ((slots (allocation-slots a)))
        (if (>= slot (vector-length slots))
            (let ((larger (make-vector (* 2 (+ slot 1)) #f)))
              (vector-copy! larger 0 slots)
              (allocation-slots-set! a larger)))
        (vector-set! (allocation-slots a) slot virtual)
        (virtual-slot-set! virtual slot)
        (if (>= slot (allocation-slot-limit a)) (allocation-slot-limit-set! a (+ slot 1)))))

    (define (leave-slot! a virtual)
      (if (virtual-slot virtual)
          (begin
            (vector-set! (allocation-slots a) (virtual-slot virtual) #f)
            (virtual-slot-set! virtual #f)
            (let loop ((limit (allocation-slot-limit a)))
              (if (and (> limit 0) (not (vector-ref (allocation-slots a) (- limit 1))))
                  (loop (- limit 1))
                  (allocation-slot-limit-set! a limit))))))

    (define (free-slot a)
      (let ((slots (allocation-slots a)) (limit (allocation-slot-limit a)))
        (let loop ((slot 0))
          (if (and (< slot limit) (vector-ref slots slot))
              (loop (+ slot 1))
              slot))))

    ;; Makes sure that the virtual is in a slot.
    (define (save! a virtual)
      (if (not (virtual-slot virtual))
          (begin
            (occupy-slot! a virtual (free-slot a))
            (emit-move! (emitter a) (slot-location (virtual-slot virtual)) (register-location virtual)))))

    ;;; Both.

    (define (register-location virtual)
      (if (virtual-double? virtual)
          (double-location (virtual-register virtual))
          (virtual-register virtual)))

    ;; Where the virtual is: its register, else its slot.
    (define (location virtual)
      (if (virtual-register virtual)
          (register-location virtual)
          (slot-location (virtual-slot virtual))))

    (define (kill! a virtual)
      (leave-register! a virtual)
      (leave-slot! a virtual))

    ;;; What the collector must know.

    ;; Ascending list of the slots below the limit that hold values.
    (define (value-slots a limit)
      (let loop ((slot (- limit 1)) (found '()))
        (if (< slot 0)
            found
            (let ((virtual (vector-ref (allocation-slots a) slot)))
              (loop (- slot 1)
                    (if (and virtual (eq? (virtual-kind virtual) 'value)) (cons slot found) found))))))

    ;; What the slots below the limit hold, where people know it by a name: list of (slot . origin).
    (define (slot-origins a limit)
      (let loop ((slot (- limit 1)) (found '()))
        (if (< slot 0)
            found
            (let ((virtual (vector-ref (allocation-slots a) slot)))
              (loop (- slot 1)
                    (if (and virtual (virtual-origin virtual) (eq? (virtual-kind virtual) 'value))
                        (cons (cons slot (virtual-origin virtual)) found)
                        found))))))

    ;; Bit n: general register n holds a value.
    (define (value-registers a)
      (let loop ((register 0) (bit 1) (mask 0))
        (if (= register 16)
            mask
            (let ((virtual (vector-ref (allocation-general a) register)))
              (loop (+ register 1) (* 2 bit)
                    (if (and virtual (eq? (virtual-kind virtual) 'value)) (+ mask bit) mask))))))

    ;;; Lists.

    (define (append-reverse list tail)
      (if (null? list) tail (append-reverse (cdr list) (cons (car list) tail))))))
