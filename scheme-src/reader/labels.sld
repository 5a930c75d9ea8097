;;; Labels: what datum labels stand for while their data are read (R7RS 2.4).
;;;
;;; While a labelled datum is incomplete every reference is a placeholder; when the outermost one is complete, its data are a tree in
;;; which the placeholders are leaves, and one walk puts their values in their places.
(define-library (reader labels)
  (export make-placeholder placeholder? placeholder-number placeholder-value-set! placeholder-complete-set!
          open-label? final-value patch-placeholders!)
  (cond-expand
    (suo (import (runtime base)))
    ((not suo) (import (scheme base))))
  (begin
    (define-record-type placeholder
      (make-placeholder number value complete?)
      placeholder?
      (number placeholder-number)
      (value placeholder-value placeholder-value-set!)
      (complete? placeholder-complete? placeholder-complete-set!))

    ;; labels: placeholders, the last one first. Is any of them incomplete?
    (define (open-label? labels)
      (and (pair? labels)
           (or (not (placeholder-complete? (car labels)))
               (open-label? (cdr labels)))))

    ;; What a placeholder stands for in the end; anything else stands for itself.
    (define (final-value plain)
      (if (placeholder? plain) (final-value (placeholder-value plain)) plain))

    ;; Values for all placeholders in a tree.
    (define (patch-placeholders! plain)
      (cond ((pair? plain)
             (if (placeholder? (car plain))
                 (set-car! plain (final-value (car plain)))
                 (patch-placeholders! (car plain)))
             (if (placeholder? (cdr plain))
                 (set-cdr! plain (final-value (cdr plain)))
                 (patch-placeholders! (cdr plain))))
            ((vector? plain)
             (let loop ((index 0))
               (when (< index (vector-length plain))
                 (if (placeholder? (vector-ref plain index))
                     (vector-set! plain index (final-value (vector-ref plain index)))
                     (patch-placeholders! (vector-ref plain index)))
                 (loop (+ index 1)))))))))
