;; engines: native executable stress
;;; write and display show a record with its fields, in bounded room; records within it, and so cycles, by their type only.
(import (scheme base) (scheme write) (suo hash-table))

(define-record-type <node>
  (make-node name parent children)
  node?
  (name node-name)
  (parent node-parent)
  (children node-children set-node-children!))
(define-record-type empty (make-empty) empty?)

(define (show object) (write object) (newline))

(define root (make-node "root" #f '()))
(show root)
(set-node-children! root (list (make-node 'left root '()) (make-node 'right root '(1 2 3))))
(show root)
(show (list root (node-children root)))
(display (make-node #\x 1.5 '("a" (b . c))))
(newline)
(show (make-empty))
(show (guard (e (#t e)) (error "no way from" root)))
(let ((table (make-equal-hash-table)))
  (do ((i 0 (+ i 1))) ((= i 10)) (hash-table-set! table i i))
  (show table))
(show (make-node (let loop ((i 0) (l '())) (if (= i 1000) l (loop (+ i 1) (cons i l)))) #f #f))
;; a port that fails in the middle leaves nothing behind
(guard (e (#t #t)) (let ((port (open-output-string))) (close-port port) (write root port)))
(show root)
