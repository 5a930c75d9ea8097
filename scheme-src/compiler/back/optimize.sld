;;; Optimize: the passes on Flow in their order, for one procedure.
(define-library (compiler back optimize)
  (export optimize-flow!)
  (import (scheme base) (compiler ir flow) (compiler back flow expand-operations))
  (begin
    ;; (optimize-flow! flow-procedure) -> the same, ready for instruction selection.
    (define (optimize-flow! procedure)
      (expand-operations! procedure)
      procedure)))
