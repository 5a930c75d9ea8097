;;; Optimize: the passes on Flow in their order, for one procedure.
(define-library (compiler back optimize)
  (export optimize-flow!)
  (import (scheme base) (compiler ir flow)
          (compiler back flow clean-blocks) (compiler back flow number-values) (compiler back flow remove-dead)
          (compiler back flow unbox-doubles)
          (compiler back flow expand-operations) (compiler back flow combine-allocations))
  (begin
    ;; (optimize-flow! flow-procedure) -> the same, ready for instruction selection.
    (define (optimize-flow! procedure)
      (clean-blocks! procedure)
      (begin-value-facts! procedure)
      (if (number-values! procedure)
          (begin
            (clean-blocks! procedure)
            (number-values! procedure)))
      (clean-blocks! procedure)
      (unbox-doubles! procedure)
      (remove-dead! procedure)
      (expand-operations! procedure)
      (combine-allocations! procedure)
      procedure)))
