;;; Fold descriptors: make the descriptors of record types that are defined at top level constants of the image.
;;;
;;; A record type's descriptor is an object, made when the program runs. At top level it is made once, from a constant
;;; name and constant field names, so the image can contain it ready made; then accessors compare with a constant, and the
;;; inliner may copy them into other procedures.
;;;
;;; Input  Core      Needs  nothing
;;; Output Core      Gives  nothing new
;;;
;;;   before   (definition point.1 (primcall %make-descriptor 'point '(x y)))
;;;   after    (definition point.1 (descriptor 1 point (x y)))
;;;
;;; Does not: touch record types defined inside procedures; those are made anew whenever the procedure runs.
(define-library (compiler middle fold-descriptors)
  (export fold-descriptors)
  (import (scheme base) (machine primitives) (compiler ir variable) (compiler ir core) (compiler ir children))
  (begin
    (define make-descriptor (primitive-named '%make-descriptor))

    (define (fold-descriptors program)
      (let ((next 0))
        (map-items (lambda (item)
                     (if (descriptor-definition? item)
                         (let* ((value (definition-value item)) (operands (primcall-operands value)))
                           (set! next (+ next 1))
                           (make-definition (definition-source item) (definition-variable item)
                                            (make-const (primcall-source value)
                                                        (make-static-descriptor next
                                                                                (const-value (car operands))
                                                                                (const-value (cadr operands))))))
                         item))
                   program)))

    (define (descriptor-definition? item)
      (and (definition? item)
           (primcall? (definition-value item))
           (eq? (primcall-primitive (definition-value item)) make-descriptor)
           (const? (car (primcall-operands (definition-value item))))
           (const? (cadr (primcall-operands (definition-value item))))))))
