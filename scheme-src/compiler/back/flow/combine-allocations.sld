;;; Combine-allocations: objects that are allocated one after the other, without a safepoint between, are pieces of one allocation.
;;;
;;;   before   v1 = allocate 24 4; stores; v2 = allocate 16 1; stores
;;;   after    v1 = allocate 40 4; stores; v2 = word-add v1 21; stores          (24 - tag 4 + tag 1)
;;;
;;; One limit check serves them all. The later pointers are values from the moment they are computed, and what they point at
;;; is filled before anybody looks, because no safepoint comes before the stores.
;;;
;;; Needs  box-double expanded.     Input and output: Flow.
(define-library (compiler back flow combine-allocations)
  (export combine-allocations!)
  (import (scheme base) (compiler ir flow) (compiler ir operations))
  (begin
    (define largest-piece 1024)         ; bytes

    ;; (combine-allocations! flow-procedure)
    (define (combine-allocations! procedure)
      (for-each combine-in-block! (flow-procedure-blocks procedure)))

    ;; first: the allocation that the next one may join, or #f; bytes: how many it has.
    (define (combine-in-block! block)
      (let loop ((rest (block-instructions block)) (first #f) (bytes 0))
        (if (pair? rest)
            (let* ((instruction (car rest))
                   (operation (instruction-operation instruction)))
              (cond
               ((eq? operation allocate)
                (let ((total (+ bytes (car (instruction-operands instruction)))))
                  (if (and first (<= total largest-piece))
                      (begin
                        (join! first instruction bytes total)
                        (loop (cdr rest) first total))
                      (loop (cdr rest) instruction (car (instruction-operands instruction))))))
               ((and first (operation-safepoint? operation)) (loop (cdr rest) #f 0))
               (else (loop (cdr rest) first bytes)))))))

    ;; The instruction's object begins `offset` bytes behind the start of the first one's.
    (define (join! first instruction offset total)
      (let ((first-tag (cadr (instruction-operands first)))
            (tag (cadr (instruction-operands instruction))))
        (set-instruction-operands! first (list total first-tag))
        (set-instruction-operation! instruction word-add)
        (set-instruction-operands! instruction (list (instruction-result first) (+ (- offset first-tag) tag)))))))
