;;; Memory states: which loads still give what they gave before.
;;;
;;; Memory is divided into classes that no two accesses of different classes share. A state is a vector with a stamp for each
;;; class: the moment of the last write to it. A load is remembered with the largest stamp that concerns it; it is still good
;;; while that is the same.
;;;
;;;   0       everything: calls that may run any code
;;;   1       safepoints: addresses may have changed, so raw words that were loaded are old
;;;   2 3     car, cdr
;;;   4 - 11  word slots 0 to 7 of objects, at constant displacement
;;;   12      words of objects at an index, or a higher slot
;;;   13      words elsewhere: register file, raw addresses, procedures
;;;   14      bytes, halves and units of raw contents
;;;   15      any slot of class 4 to 11
(define-library (compiler back flow memory-state)
  (export fresh-state copy-state merge-states load-stamp note-write! note-call! note-pure-call! note-safepoint!)
  (import (scheme base) (machine layout) (compiler ir flow) (compiler ir operations))
  (begin
    (define classes 16)
    (define clock 0)
    (define (tick!)
      (set! clock (+ clock 1))
      clock)

    (define pair-tag (layout-number 'tags 'pair))
    (define object-tag (layout-number 'tags 'object))
    (define word-bytes (layout-value 'word-bytes))

    ;; Nothing that was loaded before is known.
    (define (fresh-state) (make-vector classes (tick!)))

    (define (copy-state state) (vector-copy state))

    ;; The state where ways meet: what is the same on all of them stays.
    (define (merge-states first others)
      (let ((state (copy-state first))
            (now (tick!)))
        (for-each
         (lambda (other)
           (let loop ((i 0))
             (cond ((< i classes)
                    (if (not (= (vector-ref state i) (vector-ref other i))) (vector-set! state i now))
                    (loop (+ i 1))))))
         others)
        state))

    ;; The class of an access.
    (define (access-class operation index displacement)
      (cond ((not (or (eq? operation load64) (eq? operation store64) (eq? operation store-value)))
             (if (or (eq? operation load-double) (eq? operation store-double)) 13 14))
            (index (if (= (modulo (- displacement) word-bytes) object-tag) 12 13))
            (else
             (let ((tag (modulo (- displacement) word-bytes)))
               (cond ((= tag pair-tag) (if (= displacement (- pair-tag)) 2 3))
                     ((= tag object-tag)
                      (let ((slot (quotient (+ displacement object-tag) word-bytes)))
                        (if (< -1 slot 8) (+ 4 slot) 12)))
                     (else 13))))))

    ;; (load-stamp state instruction) -> stamp of a load or another reading operation.
    (define (load-stamp state instruction)
      (let ((operation (instruction-operation instruction)))
        (cond
         ((or (eq? operation object-address) (eq? operation stack-pointer))
          (vector-ref state 1))
         ((eq? operation register-ref) (max (vector-ref state 0) (vector-ref state 13)))
         ((eq? operation time-stamp) (tick!))
         (else
          (let* ((operands (instruction-operands instruction))
                 (class (access-class operation (cadr operands) (list-ref operands 3)))
                 (stamp (max (vector-ref state 0) (vector-ref state class)))
                 (stamp (cond ((< 3 class 12) (max stamp (vector-ref state 12)))
                              ((= class 12) (max stamp (vector-ref state 15)))
                              (else stamp))))
            (if (and (eq? operation load64)
                     (eq? (temporary-representation (instruction-result instruction)) 'word))
                (max stamp (vector-ref state 1))
                stamp))))))

    ;; A store, or another instruction of effect write.
    (define (note-write! state instruction)
      (let ((operation (instruction-operation instruction))
            (operands (instruction-operands instruction)))
        (cond
         ((eq? operation register-set) (vector-set! state 13 (tick!)))
         ((eq? operation copy-bytes) (vector-set! state 14 (tick!)))
         (else
          (let ((class (access-class operation (cadr operands) (list-ref operands 3))))
            (vector-set! state class (tick!))
            (if (< 3 class 12) (vector-set! state 15 (tick!))))))))

    (define (note-call! state)
      (vector-set! state 0 (tick!))
      (vector-set! state 1 (tick!)))

    ;; A call that writes nothing anybody has seen, as generic arithmetic.
    (define (note-pure-call! state) (vector-set! state 1 (tick!)))

    (define (note-safepoint! state) (vector-set! state 1 (tick!)))))
