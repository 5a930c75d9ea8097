;; engines: stage0
;; libraries: .. ../../scheme-src
;;;
;;; The mapping over children, which is written out by hand, agrees with the grammar: of every kind of node of Core it visits
;;; the expressions that the grammar names, in that order, and puts the new ones where they belong.
(import (scheme base) (scheme write) (scheme process-context)
        (compiler ir core) (compiler ir grammar) (compiler ir children) (compiler ir reader) (compiler ir printer))

(define samples
  '((if a b c) (seq a b) (set a b) (call a b c) (primcall cons a b) (lambda f (clause (x) #f a) (clause (x y) z b))
    (let (x y) (a b) c) (letrec (x y) (a b) c) (fix (x) ((lambda x (clause () #f a))) b)
    (receive (x) y a b) (labels (l) ((clause (x) #f a)) b) (labels (l) ((clause () #f a)) (jump l b c)) (definition v a)))

;; The children as the grammar names them; of a clause its body.
(define (grammar-children node)
  (let loop ((fields (kind-fields (kind-of node core-language))))
    (if (null? fields)
        '()
        (let ((value ((field-accessor (car fields)) node)))
          (append (case (field-kind (car fields))
                    ((expression body) (list value))
                    ((expressions) value)
                    ((bodies clauses) (map (lambda (node) (if (clause? node) (clause-body node) node)) value))
                    (else '()))
                  (loop (cdr fields)))))))

(define (check sample)
  (let* ((node (datum->node sample core-language)) (expected (grammar-children node)) (visited '()) (mapped '()))
    (for-each-child (lambda (child) (set! visited (cons child visited))) node)
    (let* ((copy (map-children (lambda (child) (set! mapped (cons child mapped)) (make-seq #f child child)) node))
           (doubled (map (lambda (child) (node->datum (make-seq #f child child) core-language)) expected)))
      (if (not (and (equal? (reverse visited) expected)
                    (equal? (reverse mapped) expected)
                    (equal? (map (lambda (child) (node->datum child core-language)) (grammar-children copy)) doubled)))
          (begin
            (write sample)
            (newline)
            (exit 1))))))

(for-each check samples)
