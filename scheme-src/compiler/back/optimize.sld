;;; Optimize: the passes on Flow in their order, for one procedure.
;;;
;;;   clean-blocks         first: the others want plain blocks and right predecessors
;;;   number-values        most checks and loads go; again when it learned of loop parameters what the first walk could not assume
;;;   clean-blocks         branches that were decided have left blocks behind
;;;   unbox-doubles        when no check of a flonum is left that could be folded
;;;   remove-dead          boxes, sums and parameters that nobody needs any more
;;;   expand-operations    what only the optimizations had to see
;;;   combine-allocations  last, when all allocations can be seen
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
